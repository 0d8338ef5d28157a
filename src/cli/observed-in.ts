import type { Observed } from '../analysis/observed.ts';
import { analysisContext } from '../analysis/recovery-of.ts';
import type { Circumstances } from '../analysis/run-result.ts';
import type { Trial } from '../experiment/trial.ts';
import type { Fault } from '../faults/fault.ts';
import type { StageTimes } from '../lab/bring-up.ts';
import type { Lab } from '../lab/lab.ts';
import { documentedRecovery } from '../platform/documented.ts';

export interface Finished {
  readonly lab: Lab;
  readonly fault: Fault;
  readonly trial: Trial;
  readonly times: StageTimes;
  readonly versions: Circumstances['versions'];
  readonly startedAt: Date;
}

/** All that was seen in a run, with its circumstances: what is saved, and what the result is computed from. */
export function observedIn({ lab, fault, trial, times, versions, startedAt }: Finished): Observed {
  const { id, definition, profile, dataplane, topology } = lab.blueprint;
  const { deadNodes } = trial.observations.fault;
  const [direction] = trial.observations.directions;
  return {
    trial,
    context: analysisContext(topology, profile, { deadNodes, silent: fault.silent }),
    circumstances: {
      format: 'switchover-result/1',
      run: {
        id,
        lab: definition.name,
        summary: definition.summary,
        startedAt: startedAt.toISOString(),
        profile: profile.name,
        dataplane,
        flows: direction?.flows.length ?? 0,
        rate: direction?.ratePerFlow ?? 0,
      },
      timers: profile,
      versions,
      bringUpMs: Object.fromEntries(Object.entries(times).map(([stage, ms]) => [stage, Math.round(ms)])),
      phaseMs: trial.phaseMs,
      documented: documentedRecovery(definition, fault.name),
    },
  };
}
