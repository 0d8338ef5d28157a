import { middleOf } from '../../base/bracket.ts';
import { nsPerMs } from '../../base/milliseconds.ts';
import { deadNodesOf } from '../../observations/applied-fault.ts';
import type { Observations } from '../../observations/observations.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { PooledOutage } from '../outages/pooled-outage.ts';
import { collectorSkewNs } from './collector-skew.ts';
import { type Detection, firstDetection } from './detection.ts';
import { type FibChange, fibChange } from './fib-change.ts';
import type { DirectionOfPair, EventContext, RecoveryPoint } from './recovery-map.ts';
import { repairIn } from './repair.ts';

/** The moments (ns) that divide the recovery of one direction into its phases. Undefined: not seen. */
export interface PhaseMoments {
  /** The pool of flows that was back last. */
  readonly last: PooledOutage;
  /** The node that decided about these flows. */
  readonly point: RecoveryPoint | undefined;
  readonly t0: number;
  /** When the node noticed, or the repair came, and by which event. */
  readonly detected: Moment<Detection> | undefined;
  /** When the flows had a route that works. */
  readonly moved: Moment<FibChange> | undefined;
  /** When the first packet of the last flow was sent that arrived in time. */
  readonly back: number | undefined;
}

interface Moment<Cause> {
  readonly at: number;
  readonly by: Cause;
}

/**
 * charon's script takes a tunnel's address away before charon tells the end of its SA. On a machine that was far too busy
 * the end was collected 12 ms after the route had changed.
 */
const lateNs = 100 * nsPerMs;

/** How long a route may have been changed already when a repair came, and still be what brought the flows back. */
const inFlightNs = 100 * nsPerMs;

/**
 * Finds the moments that divide the recovery from an event in one direction. No moment is later than the one after it,
 * even if the stamps are in the wrong order, and none is earlier than the event: what was seen before the middle of T0's
 * bracket counts from there.
 *
 * @param own what the event means to the nodes that were left; one of `contexts`, which are in the order of the events
 * @returns undefined if nothing was interrupted
 */
export function phaseMoments(
  direction: DirectionOfPair,
  pools: readonly PooledOutage[],
  { t0, events, nodeEvents, window }: Pick<Observations, 't0' | 'events' | 'nodeEvents' | 'window'>,
  own: EventContext,
  contexts: readonly EventContext[],
): PhaseMoments | undefined {
  const last = lastBack(pools);
  if (last === undefined) return undefined;
  const back = Number.isFinite(last.end.upper) ? last.end.upper : undefined;
  const span = { from: t0.lower, to: (back ?? window.to) + collectorSkewNs };
  const deadNodes = deadNodesOf(events);
  const { point, fib } = lastToMove(
    pointsFor(direction, last.path, own.recovery, deadNodes).map((each) => ({
      point: each,
      fib: fibChange(nodeEvents, each, span),
    })),
  );
  const detectedIn = (seen: Observations['nodeEvents'], to: number) =>
    point && firstDetection(seen, point, { from: span.from, to }, { silent: own.silent, deadNodes });
  const noticed =
    detectedIn(nodeEvents, fib === undefined ? span.to : fib.time + collectorSkewNs) ??
    (fib && !point?.comeback ? detectedIn(nodeEvents.filter(isOfIke), fib.time + lateNs) : undefined);
  const undone = events.flatMap((applied, index) => {
    const context = contexts[index];
    return context ? [{ applied, context }] : [];
  });
  const repair =
    back === undefined
      ? undefined
      : repairIn(direction, last.path, undone, own, { from: t0.lower, to: last.end.upper });
  const byRepair = repair !== undefined && !movedWithout(repair, point, noticed, fib);
  const route = byRepair ? routeAfter(repair, fib) : fib;
  const detection = byRepair ? repair : noticed;
  const start = middleOf(t0);
  const notBefore = (at: number) => Math.max(at, start);
  const moved = route && { at: notBefore(Math.min(route.time, back ?? route.time)), by: route };
  const detected = detection && {
    at: notBefore(Math.min(detection.time, moved?.at ?? back ?? detection.time)),
    by: detection,
  };
  return { last, point, t0: start, detected, moved, back };
}

/** The end of a session that follows from the end of a tunnel is never its cause. */
const isOfIke = ({ kind }: Observations['nodeEvents'][number]): boolean =>
  kind === 'ike' || kind === 'child' || kind === 'log';

/** Whether flows had moved to another path when the repair came, or were about to. */
function movedWithout(
  repair: Detection,
  point: RecoveryPoint | undefined,
  noticed: Detection | undefined,
  fib: FibChange | undefined,
): boolean {
  if (point === undefined || point.comeback || noticed === undefined || fib === undefined) return false;
  return noticed.time < repair.time && fib.time > repair.time - inFlightNs;
}

/** The route that came back after a repair; without one, the routes had stayed as they were. */
const routeAfter = (repair: Detection, fib: FibChange | undefined): FibChange =>
  fib && fib.time >= repair.time ? fib : { time: repair.time, text: 'no route had to change' };

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
