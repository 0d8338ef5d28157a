import { join } from 'node:path';
import { privateFolder } from '../base/files/private-file.ts';
import { newLabId } from '../lab/blueprint.ts';
import { prepareMachine } from '../run/prepare.ts';
import type { AttemptEnding } from './attempt.ts';
import type { Batch, BatchWatch } from './batch.ts';
import { RunWorker } from './run-worker.ts';
import { runCases } from './schedule.ts';

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
    ...batch,
    signal,
    onStep,
    worker: () => new RunWorker({ batch, folder, onStep, signal, textOf }),
    needsAnother: (ending) => wasTooMuch(ending) || mayBeSpoilt(ending),
    wasTooMuch,
  });
  return { id, folder, startedAt, seconds: Math.round(performance.now() - started) / 1000, endings };
}

const wasTooMuch = ({ attempt }: AttemptEnding): boolean => attempt.outcome === 'nothing-measured';

/** What breaks in a lab that was up already may have been spoilt by the case before. */
const mayBeSpoilt = ({ attempt }: AttemptEnding): boolean =>
  attempt.labWasUp && attempt.outcome === 'lab-not-ready';
