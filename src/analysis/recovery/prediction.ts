import { z } from 'zod';
import { roundMs } from '../../base/milliseconds.ts';
import {
  type BgpTimers,
  type DpdTimers,
  type HealthProbe,
  type TakeoverTimers,
  takeoverSeconds,
} from '../../definition/profile.ts';
import type { Absence } from '../../observations/applied-fault.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import { decisionOf, decisionSchema, type Mechanism, mechanismSchema } from './mechanism.ts';
import type {
  AnalysisContext,
  DirectionOfPair,
  EventContext,
  RecoveryPoint,
  RecoveryTimers,
} from './recovery-map.ts';

const ms = z.number();

/** How long detection takes, in ms: anywhere between the two, equally likely. */
export interface DetectionRange {
  readonly minMs: number;
  readonly maxMs: number;
}

const pointPredictionSchema = z
  .object({
    node: z.string().describe('The node that has to notice.'),
    tunnels: z.array(z.string()).readonly().describe('The tunnels whose flows it moves.'),
    decidedBy: decisionSchema.describe('The mechanism that fires first, on average.'),
    mechanisms: z
      .array(z.object({ mechanism: mechanismSchema, minMs: ms, maxMs: ms }).readonly())
      .readonly()
      .describe('Everything on this node that would notice, with the time that it takes; the fastest first.'),
  })
  .readonly();

export const predictionSchema = z
  .object({
    minMs: ms,
    meanMs: ms,
    maxMs: ms,
    convergenceMs: ms.describe('The part of all three that is not detection.'),
    points: z.array(pointPredictionSchema).readonly(),
  })
  .readonly()
  .describe(
    'How long the recovery of one direction takes by its timers, from the event to the last flow back.',
  );

/** How long the recovery of one direction takes by its timers. */
export type Prediction = z.infer<typeof predictionSchema>;
type PointPrediction = z.infer<typeof pointPredictionSchema>;

/**
 * From the session going down to the FIB: three fixed work-queue holds of FRR, 10 + 50 + 10 ms, and the work
 * itself. Measured 70.4 to 72.2 ms in 22 of 22 cases (docs/trust.md, "What is predicted").
 */
export const frrConvergenceMs = 71;

/**
 * From the end of a tunnel's SA until its interface has lost its address, and so the kernel its next hops: charon starts
 * the updown script, which starts `ip`. Seen in our labs: 6 to 15 ms.
 */
export const tunnelConvergenceMs = 10;

/**
 * From the moment at which the sibling has the addresses until tunnel, session and route are up: IKE and BGP start from
 * nothing, between peers that are ready. Seen in our labs: 130 to 240 ms.
 */
export const rebuildMs = 200;

/**
 * From the end of a machine's absence until its replacement has reached its peers with IKE: a container, its wires and
 * its daemons have to start. Seen in our labs: 0.7 to 2.1 s, on two cores with one lab or two.
 */
export const replacementStart: DetectionRange = { minMs: 500, maxMs: 2500 };

const convergenceOf = (mechanism: Mechanism): number => {
  switch (mechanism) {
    case 'dpd':
    case 'replacement':
      return tunnelConvergenceMs;
    case 'takeover':
      return rebuildMs;
    default:
      return frrConvergenceMs;
  }
};

/**
 * VRRP: the sibling takes over after three intervals and its skew without an advertisement. The last one is up to one
 * interval old at T0 (RFC 5798, 6.1).
 */
export function takeoverDetection(takeover: TakeoverTimers): DetectionRange {
  const maxMs = takeoverSeconds(takeover) * 1000;
  return { minMs: maxMs - takeover.advertisementSeconds * 1000, maxMs };
}

/**
 * BFD, and with it the emulated health probe: down when nothing came for `threshold` intervals, counted from the
 * last packet, which is up to one interval old at T0 (RFC 5880, 6.8.4). The sender's jitter (75 to 100 % of the
 * interval, 6.8.7) makes that packet younger, never older, so it moves the mean by 6 % of an interval and no bound.
 */
export function bfdDetection({ intervalMs, threshold }: HealthProbe): DetectionRange {
  return { minMs: (threshold - 1) * intervalMs, maxMs: threshold * intervalMs };
}

/**
 * strongSwan's dead peer detection while traffic flows. charon looks every `delay` seconds and asks when the last
 * inbound packet, which came just before T0, is that old; otherwise it looks again when it will be. It compares
 * whole seconds (`ike_sa_t.send_dpd`, 5.9.8), so that the question comes up to 1 s early or late, and most often
 * on time: the two fractions of a second are independent. Then `tries` repetitions and one more interval.
 */
export function dpdDetection({
  delaySeconds,
  retransmitSeconds,
  retransmitTries,
}: DpdTimers): DetectionRange {
  const retransmits = retransmitSeconds * (retransmitTries + 1);
  return {
    minMs: (delaySeconds - 1 + retransmits) * 1000,
    maxMs: (delaySeconds + 1 + retransmits) * 1000,
  };
}

/** The BGP hold timer runs from the last KEEPALIVE or UPDATE, up to one keepalive interval old (RFC 4271, 6.5). */
export function bgpHoldDetection({ holdSeconds, keepaliveSeconds }: BgpTimers): DetectionRange {
  return { minMs: (holdSeconds - keepaliveSeconds) * 1000, maxMs: holdSeconds * 1000 };
}

/**
 * The recovery of one direction as its timers predict it: on each node the first mechanism to fire decides; the
 * direction is back when the last node has decided. The mean takes the timers' phases as independent of each
 * other. Null when nothing can be predicted: the fault is not silent, or no timer of this lab would notice it.
 *
 * @param away how long the failed machines stay away; one that is back before a timer fires comes first
 */
export function predict(
  direction: DirectionOfPair & Pick<DirectionObservations, 'flows'>,
  { recovery, silent }: EventContext,
  { timers, composite }: Pick<AnalysisContext, 'timers' | 'composite'>,
  away: readonly Absence[] = [],
): Prediction | null {
  if (!silent || composite) return null;
  const points = pointsOf(direction, recovery).map((point) => ({
    point,
    mechanisms: mechanismsOf(point, timers, away),
  }));
  if (points.length === 0 || points.some(({ mechanisms }) => mechanisms.length === 0)) return null;
  const recoveries = points.map(({ mechanisms }) => mechanisms.map(recoveryBy));
  const firsts = recoveries.map(first);
  const max = Math.max(...firsts.map(({ maxMs }) => maxMs));
  return {
    minMs: roundMs(Math.max(...firsts.map(({ minMs }) => minMs))),
    meanMs: roundMs(meanOfLast(recoveries, max)),
    maxMs: roundMs(max),
    convergenceMs: Math.max(
      ...points.flatMap(({ mechanisms }) =>
        mechanisms.slice(0, 1).map(({ mechanism }) => convergenceOf(mechanism)),
      ),
    ),
    points: points.flatMap(({ point, mechanisms }) =>
      mechanisms.slice(0, 1).map(({ mechanism }) => ({
        node: point.node,
        tunnels: point.tunnels,
        decidedBy: decisionOf(mechanism, point.node),
        mechanisms: mechanisms.map((each) => ({
          mechanism: each.mechanism,
          minMs: roundMs(each.minMs),
          maxMs: roundMs(each.maxMs),
        })),
      })),
    ),
  };
}

/** The nodes that have flows of this direction to move; all of them where the flows' paths are not known. */
function pointsOf(
  { pair, name, flows }: DirectionOfPair & Pick<DirectionObservations, 'flows'>,
  recovery: readonly RecoveryPoint[],
): readonly RecoveryPoint[] {
  const points = recovery.filter((point) => point.pair === pair && point.direction === name);
  const used = new Set(flows.flatMap(({ tunnelBefore = '' }) => tunnelsOf(tunnelBefore)));
  const withFlows = points.filter((point) => point.tunnels.some((tunnel) => used.has(tunnel)));
  return withFlows.length > 0 ? withFlows : points;
}

function mechanismsOf(
  point: RecoveryPoint,
  timers: RecoveryTimers,
  away: readonly Absence[],
): PointPrediction['mechanisms'] {
  const { watches, comeback, takeover, opener } = point;
  const takenOver = takeover
    ? [{ mechanism: 'takeover' as const, ...takeoverDetection(timers.takeover) }]
    : [];
  // Flows without another way wait for more than a tunnel.
  if (comeback) return takenOver;
  return [
    ...takenOver,
    ...(watches.bfdNeighbors.length > 0
      ? [
          point.healthProbe
            ? { mechanism: 'health-probe' as const, ...bfdDetection(timers.healthProbe) }
            : { mechanism: 'bfd' as const, ...bfdDetection(timers.siteBfd) },
        ]
      : []),
    ...(point.dpd ? [{ mechanism: 'dpd' as const, ...dpdDetection(point.dpd) }] : []),
    ...away
      .filter(({ node }) => node === opener)
      .map(({ seconds }) => ({
        mechanism: 'replacement' as const,
        minMs: seconds * 1000 + replacementStart.minMs,
        maxMs: seconds * 1000 + replacementStart.maxMs,
      })),
    ...(point.bgp ? [{ mechanism: 'bgp-hold' as const, ...bgpHoldDetection(point.bgp) }] : []),
  ].sort((a, b) => a.minMs + a.maxMs - (b.minMs + b.maxMs));
}

/** Detection, and then the time until the FIB has changed. */
function recoveryBy({ mechanism, minMs, maxMs }: PointPrediction['mechanisms'][number]): DetectionRange {
  const convergence = convergenceOf(mechanism);
  return { minMs: minMs + convergence, maxMs: maxMs + convergence };
}

/** The first of several to fire does so between the smallest minimum and the smallest maximum. */
function first(ranges: readonly DetectionRange[]): DetectionRange {
  return {
    minMs: Math.min(...ranges.map(({ minMs }) => minMs)),
    maxMs: Math.min(...ranges.map(({ maxMs }) => maxMs)),
  };
}

/** E[max over nodes of min over mechanisms] = the integral of 1 - P(all nodes have decided by t); midpoint rule. */
function meanOfLast(nodes: readonly (readonly DetectionRange[])[], max: number): number {
  const steps = 4096;
  const width = max / steps;
  let mean = 0;
  for (let step = 0; step < steps; step += 1) {
    const time = (step + 0.5) * width;
    const allDecided = nodes.reduce((product, mechanisms) => product * (1 - noneFired(mechanisms, time)), 1);
    mean += (1 - allDecided) * width;
  }
  return mean;
}

function noneFired(mechanisms: readonly DetectionRange[], time: number): number {
  return mechanisms.reduce((product, range) => product * (1 - firedBy(range, time)), 1);
}

function firedBy({ minMs, maxMs }: DetectionRange, time: number): number {
  if (time >= maxMs) return 1;
  return time <= minMs ? 0 : (time - minMs) / (maxMs - minMs);
}
