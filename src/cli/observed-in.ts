import { analysisContext } from '../analysis/recovery-of.ts';
import type { Trial } from '../experiment/trial.ts';
import type { Fault } from '../faults/fault.ts';
import type { StageTimes } from '../lab/bring-up.ts';
import type { Lab } from '../lab/lab.ts';
import { documentedRecovery } from '../platform/documented.ts';
import type { Observed } from '../report/run-folder.ts';
import { versionsOf } from './versions.ts';

export interface Finished {
  readonly lab: Lab;
  readonly fault: Fault;
  readonly trial: Trial;
  readonly times: StageTimes;
  readonly startedAt: Date;
}

/** All that was seen in a run, with its circumstances: what is saved, and what the result is computed from. */
export async function observedIn({ lab, fault, trial, times, startedAt }: Finished): Promise<Observed> {
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
      timers: {
        bgpKeepaliveSeconds: profile.bgp.keepaliveSeconds,
        bgpHoldSeconds: profile.bgp.holdSeconds,
        dpdDelaySeconds: profile.dpd.delaySeconds,
        dpdRetransmitSeconds: profile.dpd.retransmitSeconds,
        dpdRetransmitTries: profile.dpd.retransmitTries,
        healthProbeIntervalMs: profile.healthProbe.intervalMs,
        healthProbeThreshold: profile.healthProbe.threshold,
        replacementSeconds: profile.replacementSeconds,
      },
      versions: await versionsOf(lab),
      bringUpMs: Object.fromEntries(Object.entries(times).map(([stage, ms]) => [stage, Math.round(ms)])),
      phaseMs: trial.phaseMs,
      documented: documentedRecovery(definition),
    },
  };
}
