import { nsPerMs } from '../../base/milliseconds.ts';
import type { FaultObservation, FlowObservations } from '../../observations/observations.ts';
import { type LossPeriod, onsetOf } from './loss-periods.ts';

/** A loss period and the flow that it happened to. */
export interface Hit {
  readonly flow: FlowObservations;
  readonly period: LossPeriod;
}

/** The loss periods of one direction, told apart by what they mean. */
export interface Hits {
  /** Over before the fault: the lab was not healthy. */
  readonly before: readonly Hit[];
  /** The outage that followed the fault. */
  readonly outage: readonly Hit[];
  /** Second hits: began when the outage was over, for instance because the replacement came back. */
  readonly later: readonly Hit[];
}

/**
 * Send stamps order two packets of different flows at the place of the failure no better than this: one-way delay
 * varies by so much on a busy machine (facts/measuring-recovery.md 2.2).
 */
export const jitterToleranceNs = 2 * nsPerMs;

/**
 * Packets in a row that must arrive until an outage counts as over (RFC 6412, 3.7.5). The minimum of 5 s that
 * the RFC adds is left out: it would swallow the second hit of a replacement that comes back early.
 */
const sustainedPackets = 5;

/**
 * Splits one direction's loss periods. The outage begins with the first period that reaches beyond T0 and takes
 * in every period, of any flow, that begins before all flows so far have been back for five packets. A flow that
 * never comes back does not extend it, so that second hits of the other flows stay visible.
 *
 * @param ratePerFlow packets a second
 */
export function splitHits(hits: readonly Hit[], fault: FaultObservation, ratePerFlow: number): Hits {
  const sustainedNs = (sustainedPackets * 1e9) / ratePerFlow;
  const isBefore = ({ period }: Hit) =>
    period.firstGoodAfter !== undefined && period.firstGoodAfter <= fault.appliedAfter;
  const after = hits.filter((hit) => !isBefore(hit)).sort(byTime);
  const outage: Hit[] = [];
  const later: Hit[] = [];
  // What begins when the fault is undone is not the fault's doing, even where that interrupted nothing.
  const undone = fault.changes?.find(({ applied }) => !applied)?.time;
  const back = undone ?? fault.appliedAfter + Math.min(...fault.away.map(({ seconds }) => seconds)) * 1e9;
  let over = Number.NEGATIVE_INFINITY;
  for (const hit of after) {
    const { firstImpaired, firstGoodAfter } = hit.period;
    if (onsetOf(hit.period).lower > (outage.length > 0 ? over : back)) {
      later.push(hit);
      continue;
    }
    outage.push(hit);
    over = Math.max(over, firstImpaired + jitterToleranceNs, (firstGoodAfter ?? -Infinity) + sustainedNs);
  }
  return { before: hits.filter(isBefore).sort(byTime), outage, later };
}

/** In the order of time, then of the flows' indices: the same whatever the order of the flows was. */
function byTime(a: Hit, b: Hit): number {
  return a.period.firstImpaired - b.period.firstImpaired || a.flow.index - b.flow.index;
}
