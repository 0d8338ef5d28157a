import { halfWidthOf, middleOf } from '../base/bracket.ts';
import { msFromNs } from '../base/milliseconds.ts';
import { deadNodesOf } from '../observations/applied-fault.ts';
import { directionsOf, type Observations } from '../observations/observations.ts';
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
  const { window, redundancyRestored } = observations;
  const delayThresholdMs = context.delayThresholdMs ?? defaultDelayThresholdMs;
  const t0 = middleOf(observations.t0);
  const directions = directionsOf(observations).map((direction) =>
    directionHits(direction, observations, delayThresholdMs),
  );
  const machine = contention({ ...observations, directions: directionsOf(observations) });
  return {
    fault: faultResult(observations, t0),
    t0HalfWidthMs: msFromNs(halfWidthOf(observations.t0)),
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

function faultResult({ fault, events }: Observations, t0: number): TrialResult['fault'] {
  const changes = events
    .flatMap(({ fault: name, target, appliedAt, undoneAt }) => [
      { fault: name, target, time: appliedAt.lower, applied: true },
      ...(undoneAt === undefined ? [] : [{ fault: name, target, time: undoneAt, applied: false }]),
    ])
    .sort((a, b) => a.time - b.time);
  return {
    ...fault,
    deadNodes: deadNodesOf(events),
    away: events.flatMap(({ appliedAt, away }) =>
      away.map(({ node, seconds }) => ({
        node,
        seconds: Math.round((middleOf(appliedAt) - t0) / 1e9) + seconds,
      })),
    ),
    changes: changes.map(({ time, ...change }) => ({ ...change, atMs: msFromNs(time - t0) })),
  };
}

/** A connection needs both ways, so what became of it can only be told when both are known. */
function withConnections(
  results: readonly DirectionResult[],
  observations: Observations,
): readonly DirectionResult[] {
  return results.map((result, index) => {
    const connections = directionsOf(observations)[index]?.connections;
    return connections
      ? { ...result, connections: connectionsResult(connections, observations, results) }
      : result;
  });
}
