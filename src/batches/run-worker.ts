import { basename } from 'node:path';
import type { RunStep } from '../run/steps.ts';
import { type AttemptEnding, attemptEnding } from './attempt.ts';
import type { Batch, BatchWatch } from './batch.ts';
import type { LabProcess } from './process/lab-process.ts';
import type { CaseWorker } from './schedule.ts';

interface WorkerSettings<Case> extends BatchWatch<Case> {
  readonly batch: Pick<Batch<Case>, 'labOf' | 'requestFor' | 'limitMs'>;
  /** That of the batch. */
  readonly folder: string;
}

/** A process that waits for another case of its lab. */
interface Waiting {
  readonly process: LabProcess;
  readonly lab: object | undefined;
}

/** Runs cases one after the other, those of a lab in the same process as long as that has the lab up. */
export class RunWorker<Case> implements CaseWorker<Case, AttemptEnding> {
  readonly #settings: WorkerSettings<Case>;
  #waiting: Waiting | undefined;

  constructor(settings: WorkerSettings<Case>) {
    this.#settings = settings;
  }

  async run(one: Case, attempt: number, more: boolean): Promise<AttemptEnding> {
    const { batch, folder, textOf, onStep } = this.#settings;
    const lab = batch.labOf(one);
    if (this.#waiting?.lab !== lab) await this.end();
    const process = this.#waiting?.process ?? (await this.#newProcess());
    this.#waiting = undefined;
    const startedAt = new Date().toISOString();
    const started = performance.now();
    const seen = new SeenSteps(textOf);
    const end = await process.run(batch.requestFor(one, attempt, folder), {
      limitMs: batch.limitMs,
      more,
      onStep: (step) => {
        seen.add(step);
        onStep({ step: 'in-case', of: one, now: step });
      },
    });
    if (!process.isOver) this.#waiting = { process, lab };
    return attemptEnding(end, { ...seen, startedAt, seconds: (performance.now() - started) / 1000 });
  }

  async #newProcess(): Promise<LabProcess> {
    // It needs execa, which takes 0.08 s of a core to load.
    const { LabProcess } = await import('./process/lab-process.ts');
    return new LabProcess(this.#settings.signal);
  }

  async end(): Promise<void> {
    const message = await this.#waiting?.process.end();
    this.#waiting = undefined;
    if (message !== undefined) this.#settings.onStep({ step: 'ending-failed', message });
  }
}

/** What the steps of a run tell about it. */
class SeenSteps {
  readonly lines: string[] = [];
  run: string | null = null;
  labWasUp = false;
  readonly #textOf: BatchWatch<unknown>['textOf'];

  constructor(textOf: BatchWatch<unknown>['textOf']) {
    this.#textOf = textOf;
  }

  add(step: RunStep): void {
    if (step.step === 'begun') this.run = basename(step.folder);
    if (step.step === 'taken-over') this.labWasUp = true;
    const text = this.#textOf(step);
    if (text !== undefined && text !== this.lines.at(-1)) this.lines.push(text);
  }
}
