import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { AnalysisContext } from '../../analysis/recovery/recovery-map.ts';
import type { Observed } from '../../analysis/result-of.ts';
import { type Circumstances, circumstancesSchema, type RunResult } from '../../analysis/run-result.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { privateFolder, writePrivately } from '../../base/files/private-file.ts';
import type { Trial } from '../../experiment/trial.ts';
import type { Blueprint } from '../../lab/blueprint.ts';
import { withoutKeys } from '../../lab/lab-record.ts';
import { htmlOfRun } from '../../report/html/html-of-run.ts';
import { junitOfRun } from '../../report/junit/run-junit.ts';
import { markdownReport } from '../../report/markdown/markdown.ts';
import { loadTrial, saveTrial } from './saved-trial.ts';

/** Trials are counted from 1. */
const trialFolder = (number: number) => join('trials', String(number));

const savedRunSchema = circumstancesSchema.extend({ trials: z.int().positive() });

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** A trial with what analysis has to know beyond it. */
export interface AnalysableTrial extends Trial {
  readonly context: AnalysisContext;
}

/** The folder of one run; docs/results.md describes its layout. */
export class RunFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder, and writes what is known before the run: the definition and every node's configuration. */
  static async create(runs: string, blueprint: Blueprint): Promise<RunFolder> {
    const folder = new RunFolder(join(runs, blueprint.id));
    await privateFolder(folder.path);
    await folder.#write('definition.yaml', stringify(withoutKeys(blueprint.definition)));
    for (const { node, files } of blueprint.plans) {
      for (const [path, { content, secret }] of files) {
        if (!secret) await folder.#write(join('configuration', node, path), content);
      }
    }
    return folder;
  }

  /** A folder that an earlier run made. */
  static open(path: string): RunFolder {
    return new RunFolder(path);
  }

  /** The output of every node, oldest first; a replaced node's lines come before those of its successor. */
  async saveLogs(output: ReadonlyMap<string, readonly (readonly string[])[]>): Promise<void> {
    for (const [node, lives] of output) {
      await this.#write(join('logs', `${node}.log`), lives.map((lines) => `${lines.join('\n')}\n`).join(''));
    }
  }

  /** A trial, as soon as it is over: what was seen in it, and what analysis has to know beyond that. */
  async saveTrial(number: number, { context, ...trial }: AnalysableTrial): Promise<void> {
    const folder = trialFolder(number);
    await this.#write(join(folder, 'context.json'), json(context));
    await saveTrial(join(this.path, folder), trial);
  }

  /** The circumstances; with the trials they are everything from which the result can be computed again. */
  saveRun(circumstances: Circumstances, trials: number): Promise<void> {
    return this.#write('run.json', json({ ...circumstances, trials }));
  }

  /** @throws SwitchoverError (wrong-input) when a file is missing, or of another format */
  async loadObserved(): Promise<Observed> {
    return this.#load().catch((error: NodeJS.ErrnoException) => {
      throw new SwitchoverError(
        'wrong-input',
        error.code === 'ENOENT'
          ? `${this.path} has no complete run: ${error.path} is missing.`
          : `${this.path} is not the folder of a run that this version can read: ${error.message}`,
        { path: this.path, cause: error },
      );
    });
  }

  async #load(): Promise<Observed> {
    const saved = JSON.parse(await readFile(join(this.path, 'run.json'), 'utf8'));
    // An older one would be refused for all that it lacks.
    if (saved.format !== circumstancesSchema.shape.format.value) {
      throw new Error(`run.json has the format ${saved.format}, which this version cannot read.`);
    }
    const { trials, ...circumstances } = savedRunSchema.parse(saved);
    return {
      circumstances,
      trials: await Promise.all(
        Array.from({ length: trials }, async (_, index) => {
          const folder = join(this.path, trialFolder(index + 1));
          return {
            observations: (await loadTrial(folder)).observations,
            context: JSON.parse(await readFile(join(folder, 'context.json'), 'utf8')),
          };
        }),
      ),
    };
  }

  /**
   * The result, for programs and for people.
   *
   * @param trials from which it was computed
   */
  async saveResult(result: RunResult, trials: Observed['trials']): Promise<void> {
    await this.#write('result.json', json(result));
    await this.#write('report.md', markdownReport(result));
    await this.#write('junit.xml', junitOfRun(result));
    await this.#write('report.html', await htmlOfRun(result, trials));
  }

  #write(name: string, content: string): Promise<void> {
    return writePrivately(join(this.path, name), content);
  }
}
