import type { Bracket } from '../../base/bracket.ts';
import { nsPerMs } from '../../base/milliseconds.ts';
import type { FlowObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { type LossPeriod, onsetOf } from './loss-periods.ts';

/** A loss period and the flow that it happened to. */
export interface Hit {
  readonly flow: FlowObservations;
  readonly period: LossPeriod;
}

/** The loss periods of one direction, sorted by their cause. */
export interface Hits {
  /** They ended before the fault: the lab was not healthy. */
  readonly before: readonly Hit[];
  /** The outage that followed the fault. */
  readonly outage: readonly Hit[];
  /** Second hits: they began when the outage was over, for instance because the replacement came back. */
  readonly later: readonly Hit[];
}

/**
 * Send stamps order two packets of different flows at the place of the failure no better than this: one-way delay
 * varies by so much on a busy machine (docs/trust.md, "The bracket").
 */
export const jitterToleranceNs = 2 * nsPerMs;

/**
 * Packets in a row that must arrive until an outage counts as over (RFC 6412, 3.7.5). The minimum of 5 s that
 * the RFC adds is left out: it would swallow the second hit of a replacement that comes back early.
 */
const sustainedPackets = 5;

/** When the fault of a trial was there, in ns. */
export interface FaultSpan {
  readonly t0: Bracket;
  /** The fault did not cause what begins later than this, even if it interrupted nothing itself. */
  readonly undoneFrom: number;
}

/** The span of the faults that were applied: until the first of them was undone, or was to be by plan. */
export function faultSpan({ t0, events }: Pick<Observations, 't0' | 'events'>): FaultSpan {
  const undone = events.flatMap(({ undoneAt }) => undoneAt ?? []);
  const planned = events.flatMap(({ appliedAt, away }) =>
    away.map(({ seconds }) => appliedAt.lower + seconds * 1e9),
  );
  return { t0, undoneFrom: Math.min(...(undone.length > 0 ? undone : planned)) };
}

/**
 * Splits one direction's loss periods. The outage begins with the first period that reaches beyond T0 and takes
 * in every period, of any flow, that begins before all flows so far have been back for five packets. A flow that
 * never comes back does not extend it, so that second hits of the other flows stay visible.
 *
 * @param ratePerFlow packets a second
 */
export function splitHits(hits: readonly Hit[], { t0, undoneFrom }: FaultSpan, ratePerFlow: number): Hits {
  const sustainedNs = (sustainedPackets * 1e9) / ratePerFlow;
  const isBefore = ({ period }: Hit) =>
    period.firstGoodAfter !== undefined && period.firstGoodAfter <= t0.lower;
  const after = hits.filter((hit) => !isBefore(hit)).sort(byTime);
  const outage: Hit[] = [];
  const later: Hit[] = [];
  let over = Number.NEGATIVE_INFINITY;
  for (const hit of after) {
    const { firstImpaired, firstGoodAfter } = hit.period;
    if (onsetOf(hit.period).lower > (outage.length > 0 ? over : undoneFrom)) {
      later.push(hit);
      continue;
    }
    outage.push(hit);
    over = Math.max(over, firstImpaired + jitterToleranceNs, (firstGoodAfter ?? -Infinity) + sustainedNs);
  }
  return { before: hits.filter(isBefore).sort(byTime), outage, later };
}

/** By time, then by the flows' indices, so that the order of the flows does not matter. */
function byTime(a: Hit, b: Hit): number {
  return a.period.firstImpaired - b.period.firstImpaired || a.flow.index - b.flow.index;
}

/** The loss periods of each flow, in the order in which the flows first occur. */
export function byFlow(hits: readonly Hit[]): readonly (readonly Hit[])[] {
  const flows = new Map<FlowObservations, Hit[]>();
  for (const hit of hits) {
    const own = flows.get(hit.flow);
    if (own === undefined) flows.set(hit.flow, [hit]);
    else own.push(hit);
  }
  return [...flows.values()];
}

/** How many packets were lost, or late. */
export const packetsIn = (hits: readonly Hit[], what: 'lost' | 'late'): number =>
  hits.reduce((count, { period }) => count + period[what], 0);

/** How many packets were lost or late. */
export const impairedIn = (hits: readonly Hit[]): number => packetsIn(hits, 'lost') + packetsIn(hits, 'late');
