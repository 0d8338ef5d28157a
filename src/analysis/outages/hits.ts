import type { FlowObservations } from '../../observations/direction.ts';
import type { LossPeriod } from './loss-periods.ts';

/** A loss period and the flow that it happened to. */
export interface Hit {
  readonly flow: FlowObservations;
  readonly period: LossPeriod;
}

/** By time, then by the flows' indices, so that the order of the flows does not matter. */
export function byTime(a: Hit, b: Hit): number {
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
