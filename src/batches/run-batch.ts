import { basename, join } from 'node:path';
import { privateFolder } from '../base/files/private-file.ts';
import { newLabId } from '../lab/blueprint.ts';
import { prepareMachine } from '../run/prepare.ts';
import type { RunRequest } from '../run/request.ts';
import type { RunStep, Watch } from '../run/steps.ts';
import { type AttemptEnding, attemptEnding } from './attempt.ts';
import type { BatchStep } from './batch-steps.ts';
import { runInProcess } from './process/run-in-process.ts';
import { runCases } from './schedule.ts';

/** Many runs, each in a process of its own, several at once. */
export interface Batch<Case> {
  /** First word of the batch's id. */
  readonly name: string;
  /** The batch gets a folder of its own in this one, and each run one in that of the batch. */
  readonly runs: string;
  readonly cases: readonly Case[];
  /** How many run at once. */
  readonly jobs: number;
  /** How often a case is tried at most when the machine was too busy to measure it. */
  readonly attempts: number;
  /** @param runs where the run has to leave its results */
  readonly requestFor: (one: Case, attempt: number, runs: string) => RunRequest;
  /** Milliseconds that a run may take. */
  readonly limitMs: number;
  /** Whether all other cases would fail in the same way, so that none of them begins. */
  readonly isHopeless: (ending: AttemptEnding) => boolean;
}

export interface BatchWatch<Case> extends Watch<BatchStep<Case>> {
  /** A step in words, for the log of a run. Undefined: the step needs no line. */
  readonly textOf: (step: RunStep) => string | undefined;
}

export interface BatchOutcome<Case> {
  readonly id: string;
  readonly folder: string;
  readonly startedAt: Date;
  readonly seconds: number;
  /** Of each case's attempts; none for a case that did not begin. */
  readonly endings: ReadonlyMap<Case, readonly AttemptEnding[]>;
}

/** Why something of the runs could not be saved. Undefined: everything was. */
export const notSavedOf = ({ endings }: Pick<BatchOutcome<unknown>, 'endings'>): string | undefined =>
  [...endings.values()].flat().find(({ notSaved }) => notSaved !== undefined)?.notSaved;

/**
 * Prepares the machine once, and runs all cases. A case that fails is a result, not an error. After an interruption the
 * outcome has the cases that were done until then; the caller decides what to save.
 *
 * @throws SwitchoverError (environment) when there is no engine that can run a lab
 */
export async function runBatch<Case>(
  batch: Batch<Case>,
  { onStep, signal, textOf }: BatchWatch<Case>,
): Promise<BatchOutcome<Case>> {
  const { cases, jobs } = batch;
  // Before anything that takes long: an image may have to be built.
  await privateFolder(batch.runs);
  await prepareMachine({ onStep, signal });
  const startedAt = new Date();
  const started = performance.now();
  const id = newLabId(batch.name, startedAt);
  const folder = join(batch.runs, id);
  await privateFolder(folder);
  onStep({ step: 'cases', count: cases.length, atOnce: Math.min(jobs, cases.length) });
  const endings = await runCases(cases, {
    jobs,
    attempts: batch.attempts,
    signal,
    onStep,
    run: (one, attempt) =>
      runAttempt(batch.requestFor(one, attempt, folder), {
        signal,
        limitMs: batch.limitMs,
        textOf,
        onStep: (now) => onStep({ step: 'in-case', of: one, now }),
      }),
    needsAnother: ({ attempt }) => attempt.outcome === 'nothing-measured',
    isHopeless: batch.isHopeless,
  });
  return { id, folder, startedAt, seconds: Math.round(performance.now() - started) / 1000, endings };
}

interface AttemptWatch extends Watch<RunStep>, Pick<BatchWatch<unknown>, 'textOf'> {
  readonly limitMs: number;
}

async function runAttempt(
  request: RunRequest,
  { onStep, signal, limitMs, textOf }: AttemptWatch,
): Promise<AttemptEnding> {
  const startedAt = new Date().toISOString();
  const started = performance.now();
  const lines: string[] = [];
  let run: string | null = null;
  const end = await runInProcess(request, {
    signal,
    limitMs,
    onStep: (step) => {
      if (step.step === 'begun') run = basename(step.folder);
      const text = textOf(step);
      if (text !== undefined && text !== lines.at(-1)) lines.push(text);
      onStep(step);
    },
  });
  return attemptEnding(end, { lines, run, startedAt, seconds: (performance.now() - started) / 1000 });
}
