import { msFromNs } from '../base/milliseconds.ts';
import type { FaultObservation, Observations } from '../observations/observations.ts';
import { defaultDelayThresholdMs } from './outages/loss-periods.ts';
import { contention } from './quality/contention.ts';
import { quality } from './quality/quality.ts';
import { clientResults } from './recovery/clients.ts';
import type { AnalysisContext } from './recovery/recovery-map.ts';
import type { DirectionResult, TrialResult } from './result.ts';
import { connectionsResult } from './traffic/connections.ts';
import { directionHits, directionResult } from './traffic/direction-result.ts';

/**
 * What one trial's observations say. Pure: the same observations and context give the same result, today and
 * from a file next month.
 */
export function analyse(observations: Observations, context: AnalysisContext): TrialResult {
  const { fault, window, redundancyRestored } = observations;
  const delayThresholdMs = context.delayThresholdMs ?? defaultDelayThresholdMs;
  const t0 = (fault.appliedAfter + fault.appliedBefore) / 2;
  const directions = observations.directions.map((direction) =>
    directionHits(direction, observations, delayThresholdMs),
  );
  const machine = contention(observations);
  return {
    fault: faultResult(fault, t0),
    t0HalfWidthMs: msFromNs((fault.appliedBefore - fault.appliedAfter) / 2),
    window: { beforeFaultMs: msFromNs(t0 - window.from), afterFaultMs: msFromNs(window.to - t0) },
    delayThresholdMs,
    directions: withConnections(
      directions.map((direction) => directionResult(direction, observations, context)),
      observations,
    ),
    ...(context.clients && context.clients.length > 0
      ? { clients: clientResults(context.clients, { ...observations, silentFault: context.silentFault }) }
      : {}),
    redundancyRestoredMs: redundancyRestored === undefined ? null : msFromNs(redundancyRestored - t0),
    contention: machine,
    quality: quality(directions, observations, { delayThresholdMs, contendedBy: machine.reasons }),
  };
}

function faultResult(fault: FaultObservation, t0: number): TrialResult['fault'] {
  const { name, target, deadNodes, away, with: parameters, changes } = fault;
  return {
    name,
    target,
    deadNodes,
    away,
    ...(parameters && { parameters }),
    ...(changes && {
      changes: changes.map(({ time, ...change }) => ({ ...change, atMs: msFromNs(time - t0) })),
    }),
  };
}

/** A connection needs both ways, so what became of it can only be told when both are known. */
function withConnections(
  results: readonly DirectionResult[],
  observations: Observations,
): readonly DirectionResult[] {
  return results.map((result, index) => {
    const connections = observations.directions[index]?.connections;
    return connections
      ? { ...result, connections: connectionsResult(connections, observations, results) }
      : result;
  });
}
