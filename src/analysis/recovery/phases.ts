import { middleOf } from '../../base/bracket.ts';
import { msFromNs, nsPerMs } from '../../base/milliseconds.ts';
import { deadNodesOf } from '../../observations/applied-fault.ts';
import type { Observations } from '../../observations/observations.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { DirectionName } from '../../topology/direction.ts';
import type { PooledOutage } from '../outages/pooled-outage.ts';
import { decidedByText, describe, firstDetection } from './detection.ts';
import { type FibChange, fibChange } from './fib-change.ts';
import type { AnalysisContext, Mechanism, RecoveryPoint } from './recovery-map.ts';

/**
 * One direction's recovery split in three, for the flows that were back last. Times are from T0 (the middle of its
 * two stamps); a part whose beginning or end was not seen is null, and `notSeen` says what is missing.
 */
export interface Phases {
  /** The node that decided about these flows. Null: the recovery map names none for their path. */
  readonly node: string | null;
  /** The path these flows were on before the fault. */
  readonly path: string | null;
  /** How many flows came back at that moment. */
  readonly flows: number;
  /** T0 until the node noticed. */
  readonly detectionMs: number | null;
  /** Until its FIB no longer had the failed next hop. */
  readonly convergenceMs: number | null;
  /** Until the first packet of the last flow was sent that arrived in time. */
  readonly restorationMs: number | null;
  /** T0 until that packet: the sum of the three. Null: not back when the window ended. */
  readonly totalMs: number | null;
  readonly decidedBy: Mechanism | null;
  /** "IKE dead peer detection on device2", or "not seen". */
  readonly decidedByText: string;
  /** What ended each phase, in words, and when. */
  readonly steps: readonly PhaseStep[];
  readonly notSeen: readonly string[];
}

export interface PhaseStep {
  readonly phase: 'detection' | 'convergence' | 'restoration';
  readonly endedBy: string;
  /** From T0. */
  readonly atMs: number;
}

/**
 * Stamps of two collectors, and of an event and a packet, may cross by this much though one caused the other:
 * charon's updown script takes the route away before charon reports the SA down.
 */
const collectorSkewNs = 10 * nsPerMs;

/** Null if nothing was interrupted. */
export function phases(
  direction: DirectionName,
  pools: readonly PooledOutage[],
  observations: Observations,
  context: AnalysisContext,
): Phases | null {
  const last = lastBack(pools);
  if (last === undefined) return null;
  const t0 = middleOf(observations.t0);
  const back = Number.isFinite(last.end.upper) ? last.end.upper : undefined;
  const span = {
    from: observations.t0.lower,
    to: (back ?? observations.window.to) + collectorSkewNs,
  };
  const { nodeEvents } = observations;
  const deadNodes = deadNodesOf(observations.events);
  const candidates = pointsFor(direction, last.path, context, deadNodes);
  const { point, fib } = lastToMove(
    candidates.map((each) => ({ point: each, fib: fibChange(nodeEvents, each, span) })),
  );
  const detectedUntil = fib === undefined ? span.to : fib.time + collectorSkewNs;
  const detection =
    point &&
    firstDetection(
      nodeEvents,
      point,
      { from: span.from, to: detectedUntil },
      { silent: context.silentFault, deadNodes },
    );

  // Clamped so that each phase begins where the one before it ended, whatever the collectors' skew.
  const fibAt = fib && Math.min(fib.time, back ?? fib.time);
  const detectedAt = detection && Math.min(detection.time, fibAt ?? back ?? detection.time);
  const sinceT0 = (time: number) => msFromNs(time - t0);
  return {
    node: point?.node ?? null,
    path: last.path ?? null,
    flows: last.hits.length,
    detectionMs: part(t0, detectedAt),
    convergenceMs: part(detectedAt, fibAt),
    restorationMs: part(fibAt, back),
    totalMs: part(t0, back),
    decidedBy: detection?.mechanism ?? null,
    decidedByText: detection === undefined ? 'not seen' : decidedByText(detection),
    steps: [
      ...(detection && detectedAt !== undefined
        ? [{ phase: 'detection' as const, endedBy: describe(detection.event), atMs: sinceT0(detectedAt) }]
        : []),
      ...(point && fib && fibAt !== undefined
        ? [{ phase: 'convergence' as const, endedBy: `${fib.what} on ${point.node}`, atMs: sinceT0(fibAt) }]
        : []),
      ...(back !== undefined
        ? [
            {
              phase: 'restoration' as const,
              endedBy: 'first good packet of the last flow',
              atMs: sinceT0(back),
            },
          ]
        : []),
    ],
    notSeen: missing({ last, point, detected: detection !== undefined, changed: fib !== undefined, back }),
  };
}

/** The pool that came back last; one that never did, if there is one. Undefined for no outage. */
function lastBack(pools: readonly PooledOutage[]): PooledOutage | undefined {
  return pools.reduce<PooledOutage | undefined>(
    (last, pool) => (last === undefined || pool.end.upper > last.end.upper ? pool : last),
    undefined,
  );
}

/** The nodes that decide about flows of a path; several when more than one machine is dead. */
function pointsFor(
  direction: DirectionName,
  path: string | undefined,
  context: AnalysisContext,
  deadNodes: readonly string[],
): RecoveryPoint[] {
  if (path === undefined) return [];
  return context.recovery.filter(
    (point) =>
      point.direction === direction &&
      tunnelsOf(path).some((tunnel) => point.tunnels.includes(tunnel)) &&
      !deadNodes.includes(point.node),
  );
}

interface Move {
  readonly point: RecoveryPoint;
  readonly fib: FibChange | undefined;
}

/** Flows that had to move more than once were back with the last move. */
function lastToMove(moves: readonly Move[]): Partial<Move> {
  const [first] = moves;
  return moves.reduce<Partial<Move>>(
    (last, move) => ((move.fib?.time ?? 0) > (last.fib?.time ?? 0) ? move : last),
    first ?? {},
  );
}

function part(from: number | undefined, to: number | undefined): number | null {
  return from === undefined || to === undefined ? null : msFromNs(to - from);
}

function missing(seen: {
  readonly last: PooledOutage;
  readonly point: RecoveryPoint | undefined;
  readonly detected: boolean;
  readonly changed: boolean;
  readonly back: number | undefined;
}): readonly string[] {
  const { last, point } = seen;
  const notBack =
    seen.back === undefined
      ? [`${last.hits.length} flows of ${last.path ?? 'an unknown path'} were not back when the window ended`]
      : [];
  if (point === undefined) {
    const unknown =
      last.path === undefined
        ? 'the path of the last flow is not known'
        : `no node is known to decide about ${last.path}`;
    return [unknown, ...notBack];
  }
  return [
    ...(seen.detected ? [] : [`no event of ${point.node} says that it noticed`]),
    ...(seen.changed ? [] : [`no route event of ${point.node} takes the failed next hop away`]),
    ...notBack,
  ];
}
