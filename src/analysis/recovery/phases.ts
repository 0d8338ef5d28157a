import { z } from 'zod';
import { middleOf } from '../../base/bracket.ts';
import { msFromNs, nsPerMs } from '../../base/milliseconds.ts';
import { deadNodesOf } from '../../observations/applied-fault.ts';
import type { Observations } from '../../observations/observations.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { PooledOutage } from '../outages/pooled-outage.ts';
import { describe, firstDetection } from './detection.ts';
import { type FibChange, fibChange } from './fib-change.ts';
import { decisionOf, decisionSchema } from './mechanism.ts';
import type { DirectionOfPair, EventContext, RecoveryPoint } from './recovery-map.ts';

const ms = z.number();

export const phasesSchema = z
  .object({
    node: z
      .string()
      .nullable()
      .describe('The node that decided about these flows. Null: not known for their path.'),
    path: z.string().nullable().describe('The path that these flows had before the event. Null: not known.'),
    flows: z.int().nonnegative().describe('How many flows came back at that moment.'),
    detectionMs: ms
      .nullable()
      .describe(
        'From the event until the node noticed it. Null, here and below: its beginning or end was not seen.',
      ),
    convergenceMs: ms
      .nullable()
      .describe("From then until the node's FIB no longer had the failed next hop."),
    restorationMs: ms
      .nullable()
      .describe('From then until the first packet of the last flow was sent that arrived in time.'),
    totalMs: ms
      .nullable()
      .describe(
        'From the event until that packet: the sum of the three. Null: not back when the window ended.',
      ),
    decidedBy: decisionSchema.nullable().describe('What made the node notice. Null: not seen.'),
    steps: z
      .array(
        z
          .object({
            phase: z.enum(['detection', 'convergence', 'restoration']),
            endedBy: z.string().describe('What ended the phase, in words.'),
            atMs: ms.describe('When, from the event.'),
          })
          .readonly(),
      )
      .readonly(),
    notSeen: z.array(z.string()).readonly().describe('What was not observed, in words.'),
  })
  .readonly()
  .describe('The recovery of one direction in three phases, for the flows that were back last.');

/** The recovery of one direction in three phases. */
export type Phases = z.infer<typeof phasesSchema>;

/** "IKE dead peer detection on device2", or "not seen". */
export const decidedByText = ({ decidedBy }: Phases): string => decidedBy?.text ?? 'not seen';

/**
 * By how much the stamps of a cause and its effect may be in the wrong order, when two collectors took them: charon's
 * updown script removes the route before charon reports that the SA is down.
 */
const collectorSkewNs = 10 * nsPerMs;

/**
 * The phases of the recovery from an event in one direction.
 *
 * @returns null if nothing was interrupted
 */
export function phasesOf(
  direction: DirectionOfPair,
  pools: readonly PooledOutage[],
  observations: Pick<Observations, 't0' | 'events' | 'nodeEvents' | 'window'>,
  { recovery, silent }: EventContext,
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
  const candidates = pointsFor(direction, last.path, recovery, deadNodes);
  const { point, fib } = lastToMove(
    candidates.map((each) => ({ point: each, fib: fibChange(nodeEvents, each, span) })),
  );
  const detectedUntil = fib === undefined ? span.to : fib.time + collectorSkewNs;
  const detection =
    point && firstDetection(nodeEvents, point, { from: span.from, to: detectedUntil }, { silent, deadNodes });

  // Clamped, so that each phase begins where the one before it ended even when the stamps cross.
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
    decidedBy: detection ? decisionOf(detection.mechanism, detection.event.node) : null,
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
    ...(seen.detected ? [] : [`no event of ${point.node} shows that it noticed`]),
    ...(seen.changed ? [] : [`no route event of ${point.node} removes the failed next hop`]),
    ...notBack,
  ];
}
