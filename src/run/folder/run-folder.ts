import { join } from 'node:path';
import type { AnalysisContext } from '../../analysis/recovery/recovery-map.ts';
import type { Observed } from '../../analysis/result-of.ts';
import type { Circumstances, RunResult } from '../../analysis/run-result.ts';
import { privateFolder, writePrivately } from '../../base/files/private-file.ts';
import type { Trial } from '../../experiment/collect.ts';
import type { Blueprint } from '../../lab/blueprint.ts';
import { withoutKeys } from '../../lab/lab-record.ts';
import { htmlOfRun } from '../../report/html/html-of-run.ts';
import { junitOfRun } from '../../report/junit/run-junit.ts';
import { markdownReport } from '../../report/markdown/markdown.ts';
import { contextFormat, resultFormat, runFormat } from './formats.ts';
import type { NodeOutput } from './output-since.ts';
import { loadTrial, saveTrial } from './saved-trial.ts';

const trialFolder = (number: number) => join('trials', String(number));

/** A trial with its place in the run, and with what analysis has to know beyond it. */
export interface AnalysableTrial extends Trial {
  /** In the whole run, from 1. */
  readonly number: number;
  readonly context: AnalysisContext;
}

/** The folder of one run; docs/results.md describes its layout. */
export class RunFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder, and writes what is known before the run: the definition and every node's configuration. */
  static async create(runs: string, id: string, blueprint: Blueprint): Promise<RunFolder> {
    const folder = new RunFolder(join(runs, id));
    await privateFolder(folder.path);
    const { stringify } = await import('yaml');
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
  async saveLogs(output: NodeOutput): Promise<void> {
    for (const [node, lives] of output) {
      await this.#write(join('logs', `${node}.log`), lives.map((lines) => `${lines.join('\n')}\n`).join(''));
    }
  }

  /** Saves a trial as soon as it is over: its observations, and the context that the analysis needs. */
  async saveTrial({ number, context, ...trial }: AnalysableTrial): Promise<void> {
    const folder = trialFolder(number);
    await this.#write(join(folder, 'context.json'), contextFormat.write(context));
    await saveTrial(join(this.path, folder), trial);
  }

  /**
   * The circumstances; with the trials they are everything from which the result can be computed again.
   *
   * @param trials numbers of those that are saved
   */
  saveRun(circumstances: Circumstances, trials: readonly number[]): Promise<void> {
    return this.#write('run.json', runFormat.write({ ...circumstances, trials }));
  }

  /**
   * Everything that the result is made of.
   *
   * @throws SwitchoverError (wrong-input) when a file is missing, damaged or of another version
   */
  async loadObserved(): Promise<Observed> {
    const { trials, ...circumstances } = await runFormat.readFile(join(this.path, 'run.json'));
    return {
      circumstances,
      trials: await Promise.all(
        trials.map(async (number) => {
          const folder = join(this.path, trialFolder(number));
          const { observations } = await loadTrial(folder);
          const context = await contextFormat.readFile(join(folder, 'context.json'));
          return { number, observations, context };
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
    await this.#write('result.json', resultFormat.write(result));
    await this.#write('report.md', markdownReport(result));
    await this.#write('junit.xml', junitOfRun(result));
    await this.#write('report.html', await htmlOfRun(result, trials));
  }

  #write(name: string, content: string): Promise<void> {
    return writePrivately(join(this.path, name), content);
  }
}
