import { resultOf } from '../analysis/result-of.ts';
import type { RunResult } from '../analysis/run-result.ts';
import { errorText } from '../base/errors/error-value.ts';
import { Saving } from '../base/files/saving.ts';
import type { SourcePorts } from '../experiment/traffic/source-ports.ts';
import { newLabId } from '../lab/blueprint.ts';
import type { Lab } from '../lab/lab.ts';
import { adoptTimers } from '../lab/timers/adopt-timers.ts';
import { bringUpLab, tearDown } from './bring-up.ts';
import { refuseIfImpossible } from './chosen-fault.ts';
import { circumstancesOf } from './circumstances.ts';
import { outputSince } from './folder/output-since.ts';
import { RunFolder } from './folder/run-folder.ts';
import type { CheckedRun } from './plan-run.ts';
import { runTrials } from './run-trials.ts';
import type { EndingStep, Watch } from './steps.ts';

/** A lab in which runs take place, one after the other. */
export interface Place {
  readonly lab: Lab;
  /** Hands out the ports of all runs in the lab, because its nodes keep the counts of earlier flows. */
  readonly ports: SourcePorts;
  /** Whether an earlier run has brought the lab up. */
  readonly isUp: boolean;
  /** The lab is somebody else's: it stays up also when the run fails. Whoever lent it heals it then. */
  readonly isLent?: boolean;
}

/** What becomes of a lab: it is removed, stays up for other commands, or stays for the next run of this process. */
export type Afterwards = 'removed' | 'kept' | 'stays';

/** The end of a run that measured something. */
export interface RunOutcome {
  readonly result: RunResult;
  /** Folder of the run, with the result and everything else that was saved. */
  readonly folder: string;
  /** Why something of the run could not be saved. Absent: everything is in the folder. */
  readonly notSaved?: string | undefined;
}

/** The end of a run in a lab. */
export interface Measured {
  readonly outcome: RunOutcome;
  /** Every fault was undone by then; `performance.now()`. */
  readonly repairedAt: number;
}

/** A run with a folder for its results. */
export interface BegunRun extends CheckedRun {
  readonly place: Place;
  readonly id: string;
  readonly folder: RunFolder;
}

/**
 * Begins a run: from now on it has an id and a folder. The lab is not touched.
 *
 * @throws SwitchoverError (environment) when the engine's kernel cannot do the fault
 */
export async function beginRun(place: Place, run: CheckedRun, { onStep }: Watch): Promise<BegunRun> {
  if (place.isUp) await adoptTimers(place.lab);
  const { blueprint } = place.lab;
  refuseIfImpossible(run.plan.fault, run.plan.choice, blueprint);
  const id = place.isUp ? newLabId(blueprint.definition.name, run.startedAt) : blueprint.id;
  const folder = await RunFolder.create(run.request.folders.runs, id, blueprint);
  onStep({ step: 'begun', id, folder: folder.path });
  return { ...run, place, id, folder };
}

/**
 * Does a run in a lab: brings the lab up unless it is up, breaks it, measures, and saves.
 *
 * @param afterwards what becomes of the lab after this result; without a result it is removed, unless it is lent
 * @throws SwitchoverError for every expected error; the lab is torn down then, unless it is lent, and the finished trials
 * are saved
 */
export async function runInLab(
  run: BegunRun,
  afterwards: (result: RunResult) => Afterwards,
  watch: Watch,
): Promise<Measured> {
  const { folder, place } = run;
  const { lab } = place;
  const saving = new Saving();
  const ending = { ...watch, saving, ownOutput: outputSince(lab.output) };
  let measured: Awaited<ReturnType<typeof measure>>;
  let next: Afterwards;
  try {
    measured = await measure(run, saving, watch);
    next = afterwards(measured.result);
    if (next === 'kept') await lab.keep();
  } catch (error) {
    // The first error is the one that is thrown; an error of the ending is only reported.
    await end(lab, folder, { ...ending, next: place.isLent ? 'stays' : 'removed' }).catch((second: unknown) =>
      watch.onStep({ step: 'ending-failed', message: errorText(second) }),
    );
    if (saving.problem !== undefined) watch.onStep({ step: 'ending-failed', message: saving.problem });
    watch.signal.throwIfAborted();
    throw error;
  }
  await end(lab, folder, { ...ending, next });
  watch.signal.throwIfAborted();
  const { result, repairedAt } = measured;
  return { outcome: { result, folder: folder.path, notSaved: saving.problem }, repairedAt };
}

/** Brings the lab up unless it is up, runs the trials, and saves the result. */
async function measure(run: BegunRun, saving: Saving, watch: Watch) {
  const { request, plan, place, folder, traffic } = run;
  const { lab, ports, isUp } = place;
  const { fault, choice, turns } = plan;
  const times = isUp ? undefined : await bringUpLab(lab, { ...watch, seconds: request.bringUpSeconds });
  const circumstances = await circumstancesOf(lab, run, times);
  const trials = await runTrials(lab, {
    ...watch,
    fault,
    choice,
    turns,
    firstTrial: (turns.from - 1) * circumstances.run.targets + 1,
    traffic: { ...traffic, ports },
    tcp: request.tcp,
    onTrial: (trial, numbers) =>
      saving.attempt(async () => {
        await folder.saveTrial(trial);
        await folder.saveRun(circumstances, numbers);
      }),
  });
  const repairedAt = performance.now();
  const result = resultOf({ circumstances, trials });
  await saving.attempt(() => folder.saveResult(result, trials));
  return { result, repairedAt };
}

interface Ending extends Pick<Watch<EndingStep>, 'onStep'> {
  readonly saving: Saving;
  /** What the nodes have said during this run. */
  readonly ownOutput: ReturnType<typeof outputSince>;
  readonly next: Afterwards;
}

/** Saves the logs, and removes the lab unless it stays, whatever else went wrong. */
async function end(lab: Lab, folder: RunFolder, { saving, ownOutput, next, onStep }: Ending): Promise<void> {
  try {
    await saving.attempt(() => folder.saveLogs(ownOutput()));
  } finally {
    try {
      if (next === 'kept') onStep({ step: 'kept', id: lab.blueprint.id });
      if (next === 'removed') await tearDown(lab, { onStep });
    } finally {
      onStep({ step: 'saved', path: folder.path });
    }
  }
}
