import { analysisContext } from '../analysis/recovery/recovery-of.ts';
import type { Circumstances } from '../analysis/run-result.ts';
import type { Calibration } from '../calibration/calibration.ts';
import type { Limits } from '../definition/definition.ts';
import type { TcpSettings } from '../experiment/traffic/connections.ts';
import type { EndedTrial } from '../experiment/trial.ts';
import { documentedRecovery } from '../faults/kit/documented.ts';
import type { AnyFault } from '../faults/kit/fault.ts';
import type { StageTimes } from '../lab/bring-up.ts';
import type { Lab } from '../lab/lab.ts';
import { connectionTimers } from '../topology/connection-timers.ts';
import { designOf } from '../topology/design.ts';
import type { AnalysableTrial } from './folder/run-folder.ts';

export interface Begun {
  readonly lab: Lab;
  readonly fault: AnyFault;
  /** Undefined: whatever recovers is fine. */
  readonly limits: Limits | undefined;
  /** In each direction. */
  readonly flows: number;
  /** Packets a second of each flow. */
  readonly rate: number;
  readonly tcp: TcpSettings;
  /** How often each target is broken. */
  readonly rounds: number;
  /** The latest of this machine. */
  readonly calibration: Calibration | undefined;
  readonly times: StageTimes;
  readonly versions: Circumstances['versions'];
  readonly startedAt: Date;
}

/** All that is known of a run before its first trial. */
export function circumstancesOf(begun: Begun): Circumstances {
  const { lab, fault, limits, flows, rate, tcp, rounds, calibration, times, versions, startedAt } = begun;
  const { id, definition, profile, dataplane } = lab.blueprint;
  return {
    format: 'switchover-result/4',
    run: {
      id,
      lab: definition.name,
      summary: definition.summary,
      startedAt: startedAt.toISOString(),
      profile: profile.name,
      dataplane,
      flows,
      rate,
      tcp,
      rounds,
    },
    design: designOf(lab.topology),
    timers: profile,
    connections: connectionTimers(lab.topology),
    versions,
    bringUpMs: Object.fromEntries(Object.entries(times).map(([stage, ms]) => [stage, Math.round(ms)])),
    limits: limits ?? null,
    calibration: calibration ? calibrationSummary(calibration) : null,
    documented: documentedRecovery(fault, definition),
  };
}

/** What was seen in a trial, with what its fault means in this lab. */
export function observedIn(lab: Lab, trial: EndedTrial): AnalysableTrial {
  const { topology, profile } = lab.blueprint;
  const { fault, request, broken } = trial.first;
  const silent = fault.notice(request.parameters) !== 'peers';
  const { observations, epoch, files } = trial;
  const context = analysisContext(topology, profile, { broken, silent, composite: !trial.single });
  return { observations, epoch, files, context };
}

function calibrationSummary(calibration: Calibration): NonNullable<Circumstances['calibration']> {
  const { id, startedAt, flows, rate, worstErrorMs, undisturbed, misses } = calibration;
  return {
    id,
    startedAt,
    flows,
    rate,
    worstErrorMs,
    undisturbedSeconds: undisturbed.seconds,
    falseOutages: undisturbed.lossPeriods,
    metTarget: misses.length === 0,
  };
}
