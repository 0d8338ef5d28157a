import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { heal } from '../../lab/faults/inject.ts';
import { readRecords, recordKeeper } from '../../lab/faults/undo-records.ts';
import type { Lab } from '../../lab/lab.ts';
import { checkRun } from '../../run/plan-run.ts';
import type { FaultChoice, RunRequest } from '../../run/request.ts';
import { beginRun, runInLab } from '../../run/run-in-lab.ts';
import { runText } from '../../run/words/run-line.ts';
import type { WorkWatch } from './current-work.ts';
import type { HeldLab } from './held-lab.ts';
import { type HubOptions, usualTrials } from './hub-options.ts';
import type { Expected } from './measurement.ts';
import type { Measurements } from './measurements.ts';

export interface TrialPlan {
  readonly choice: FaultChoice;
  readonly expected: Expected;
}

/** @throws SwitchoverError (lab-not-ready) while a fault is there: a trial begins in a lab that is whole */
export function refuseWhileBroken({ snapshot }: HeldLab): void {
  const [first] = snapshot.faults;
  if (!first) return;
  throw new SwitchoverError(
    'lab-not-ready',
    `A trial begins in a lab that is whole. Heal ${first.fault} of ${first.target} first.`,
  );
}

/**
 * A trial as `switchover run` makes it, in a lab that is up and stays up. Its light traffic has to be stopped.
 *
 * @throws SwitchoverError when nothing was measured; faults may be left then
 */
export function trialInLab(
  held: HeldLab,
  { choice, expected }: TrialPlan,
  { measurements, options }: { readonly measurements: Measurements; readonly options: HubOptions },
  { signal, step }: WorkWatch,
): Promise<void> {
  const watch = {
    signal,
    onStep: (now: Parameters<typeof runText>[0]) => {
      const text = runText(now);
      if (text !== undefined) step(text);
    },
  };
  return held.change(async (lab) => {
    // The run is not about what was broken and healed before.
    if (held.snapshot.complete) lab.forgetPast();
    const run = await checkRun(requestFor(lab, choice, options), watch.onStep);
    const place = { lab, ports: held.ports, isUp: true, isLent: true } as const;
    const begun = await beginRun(place, run, watch);
    await measurements.begin(begun.id, expected);
    try {
      await runInLab(begun, () => 'stays', watch);
    } finally {
      await healRest(lab);
      await measurements.end(begun.id);
    }
  });
}

/** Undoes what a trial that was ended, or has failed, has left broken. */
async function healRest(lab: Lab): Promise<void> {
  const records = await readRecords(lab.node(recordKeeper(lab)).container);
  for (const record of records.toReversed())
    await heal(lab, record, { since: undefined, signal: lab.failure });
}

function requestFor(
  { blueprint: { definition, profile, dataplane } }: Lab,
  fault: FaultChoice,
  { trials = usualTrials, runsFolder, calibrationsFolder }: HubOptions,
): RunRequest {
  const { rate, connections, flows } = { flows: undefined, ...trials };
  return {
    // The lab is up: its own timers count, also where they are not those of the profile.
    lab: definition,
    profile: profile.name,
    dataplane,
    fault,
    trials: 1,
    traffic: { flows, rate },
    tcp: { connections, timeoutSeconds: 0 },
    folders: { runs: runsFolder, calibrations: calibrationsFolder },
    keep: false,
  };
}
