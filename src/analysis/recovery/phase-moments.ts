import { middleOf } from '../../base/bracket.ts';
import { nsPerMs } from '../../base/milliseconds.ts';
import { deadNodesOf } from '../../observations/applied-fault.ts';
import type { Observations } from '../../observations/observations.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { PooledOutage } from '../outages/pooled-outage.ts';
import { type Detection, firstDetection } from './detection.ts';
import { type FibChange, fibChange } from './fib-change.ts';
import type { DirectionOfPair, EventContext, RecoveryPoint } from './recovery-map.ts';

/** The moments (ns) that divide the recovery of one direction into its phases. Undefined: not seen. */
export interface PhaseMoments {
  /** The pool of flows that was back last. */
  readonly last: PooledOutage;
  /** The node that decided about these flows. */
  readonly point: RecoveryPoint | undefined;
  readonly t0: number;
  /** When the node noticed, and by which event. */
  readonly detected: Moment<Detection> | undefined;
  /** When the node's FIB no longer had the failed next hop. */
  readonly moved: Moment<FibChange> | undefined;
  /** When the first packet of the last flow was sent that arrived in time. */
  readonly back: number | undefined;
}

interface Moment<Cause> {
  readonly at: number;
  readonly by: Cause;
}

/**
 * By how much the stamps of a cause and its effect may be in the wrong order, when two collectors took them: charon's
 * updown script removes the route before charon reports that the SA is down.
 */
const collectorSkewNs = 10 * nsPerMs;

/**
 * Finds the moments that divide the recovery from an event in one direction. No moment is later than the one after it,
 * even if the stamps are in the wrong order.
 *
 * @returns undefined if nothing was interrupted
 */
export function phaseMoments(
  direction: DirectionOfPair,
  pools: readonly PooledOutage[],
  { t0, events, nodeEvents, window }: Pick<Observations, 't0' | 'events' | 'nodeEvents' | 'window'>,
  { recovery, silent }: EventContext,
): PhaseMoments | undefined {
  const last = lastBack(pools);
  if (last === undefined) return undefined;
  const back = Number.isFinite(last.end.upper) ? last.end.upper : undefined;
  const span = { from: t0.lower, to: (back ?? window.to) + collectorSkewNs };
  const deadNodes = deadNodesOf(events);
  const { point, fib } = lastToMove(
    pointsFor(direction, last.path, recovery, deadNodes).map((each) => ({
      point: each,
      fib: fibChange(nodeEvents, each, span),
    })),
  );
  const detectedUntil = fib === undefined ? span.to : fib.time + collectorSkewNs;
  const detection =
    point && firstDetection(nodeEvents, point, { from: span.from, to: detectedUntil }, { silent, deadNodes });
  const moved = fib && { at: Math.min(fib.time, back ?? fib.time), by: fib };
  const detected = detection && {
    at: Math.min(detection.time, moved?.at ?? back ?? detection.time),
    by: detection,
  };
  return { last, point, t0: middleOf(t0), detected, moved, back };
}

/** The pool that came back last, or one that never did. Undefined when there was no outage. */
function lastBack(pools: readonly PooledOutage[]): PooledOutage | undefined {
  return pools.reduce<PooledOutage | undefined>(
    (last, pool) => (last === undefined || pool.end.upper > last.end.upper ? pool : last),
    undefined,
  );
}

/** The nodes that decide about the flows of a path: several when more than one machine is dead. */
function pointsFor(
  { pair, name }: DirectionOfPair,
  path: string | undefined,
  recovery: readonly RecoveryPoint[],
  deadNodes: readonly string[],
): RecoveryPoint[] {
  if (path === undefined) return [];
  return recovery.filter(
    (point) =>
      point.pair === pair &&
      point.direction === name &&
      tunnelsOf(path).some((tunnel) => point.tunnels.includes(tunnel)) &&
      !deadNodes.includes(point.node),
  );
}

interface Move {
  readonly point: RecoveryPoint;
  readonly fib: FibChange | undefined;
}

/** Flows that have to move more than once are back after the last move. */
function lastToMove(moves: readonly Move[]): Partial<Move> {
  const [first] = moves;
  return moves.reduce<Partial<Move>>(
    (last, move) => ((move.fib?.time ?? 0) > (last.fib?.time ?? 0) ? move : last),
    first ?? {},
  );
}
