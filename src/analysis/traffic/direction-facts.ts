import { z } from 'zod';
import type { FlowObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { directionNames } from '../../topology/direction.ts';
import type { EventFigures } from '../events/event-figures.ts';
import { allHits, type DirectionHits, poolsOf } from '../outages/direction-hits.ts';
import { byFlow, packetsIn } from '../outages/hits.ts';
import { longestOutage } from '../outages/longest-outage.ts';
import { lossPeriodResult, lossPeriodSchema } from '../outages/loss-period-result.ts';
import { outageSchema } from '../outages/outage.ts';
import { connectionsResultSchema } from './connections.ts';
import { delaySchema, delaySummary, reordered } from './delay.ts';
import { flowSpread, flowSpreadSchema } from './flow-spread.ts';
import { largePacketsResult, largePacketsResultSchema } from './large-packets.ts';

/** 128 flows have at most a few hundred in a healthy lab; more would only make a result larger. */
const maxListedPeriods = 10_000;

const count = z.int().nonnegative();

export const directionFactsSchema = z
  .object({
    name: z.enum(directionNames),
    from: z.string().describe('Azure, site, or the name of a virtual network.'),
    to: z.string(),
    sender: z.string().describe('The host that sends.'),
    receiver: z.string(),
    flows: count,
    ratePerFlow: z.number().positive().describe('Packets a second.'),
    packetsSent: count,
    packetsLost: count,
    packetsLate: count.describe('They arrived later than the delay threshold.'),
    packetsReordered: count.describe('They arrived after one that was sent later (RFC 4737, 3.3).'),
    packetsDuplicated: count.nullable().describe('Null: not counted.'),
    flowsHitByAnyEvent: count.describe('Flows that were hit in the outage of at least one event.'),
    flowsNotRecovered: count.describe('Flows that were still impaired when the window ended.'),
    longestOutage: outageSchema
      .nullable()
      .describe('The longest outage of all events, second hits included. Null: nothing was interrupted.'),
    lossPeriods: z.array(lossPeriodSchema).readonly().describe('Every loss period from T0 on.'),
    lossPeriodsOmitted: count.describe(
      `How many are not listed, beyond the first ${maxListedPeriods}: a lab that loses packets at random.`,
    ),
    flowSpread: flowSpreadSchema.nullable().describe('Null: not counted.'),
    connections: connectionsResultSchema
      .exactOptional()
      .describe('TCP connections that the sender opened. Absent: none were.'),
    large: largePacketsResultSchema
      .exactOptional()
      .describe('Absent: the flows notice the fault, and nothing else was measured.'),
    delayBefore: delaySchema.nullable().describe('Before T0. Null: no packet arrived.'),
    delayAfter: delaySchema.nullable().describe('After the outage was over. Null: no packet arrived.'),
  })
  .readonly()
  .describe('One direction of the traffic, over the whole window.');

export type DirectionFacts = z.infer<typeof directionFactsSchema>;

/**
 * What is known of one direction without its connections, which need both directions.
 *
 * @param figures those of every event in this direction
 */
export function directionFacts(
  hits: DirectionHits,
  { t0, window }: Pick<Observations, 't0' | 'window'>,
  figures: readonly Pick<EventFigures, 'longestOutage'>[],
): Omit<DirectionFacts, 'connections'> {
  const { direction, events } = hits;
  const { name, from, to, sender, receiver, ratePerFlow, flows, large } = direction;
  const all = allHits(hits);
  const periods = events.flatMap(({ outage, later }, event) => [
    ...outage.map((hit) => lossPeriodResult(hit, 'outage', event, t0)),
    ...later.map((hit) => lossPeriodResult(hit, 'second-hit', event, t0)),
  ]);
  const listed = periods.slice(0, maxListedPeriods);
  const calmFrom = poolsOf(hits).reduce((last, pool) => Math.max(last, pool.end.upper), t0.upper);
  return {
    name,
    from,
    to,
    sender,
    receiver,
    flows: flows.length,
    ratePerFlow,
    packetsSent: flows.reduce((total, flow) => total + sentInside(flow, window), 0),
    packetsLost: packetsIn(all, 'lost'),
    packetsLate: packetsIn(all, 'late'),
    packetsReordered: flows.reduce((total, flow) => total + reordered(flow, window), 0),
    packetsDuplicated: duplicates(flows),
    flowsHitByAnyEvent: byFlow(events.flatMap(({ outage }) => outage)).length,
    flowsNotRecovered: all.filter(({ period }) => period.firstGoodAfter === undefined).length,
    longestOutage: longestOutage(figures.map((own) => own.longestOutage)),
    lossPeriods: listed,
    lossPeriodsOmitted: periods.length - listed.length,
    flowSpread: flowSpread(direction),
    ...(large && { large: largePacketsResult(large, { t0, window }) }),
    delayBefore: delaySummary(flows, { from: window.from, to: t0.lower }),
    delayAfter: delaySummary(flows, { from: calmFrom, to: window.to }),
  };
}

function sentInside(flow: FlowObservations, window: Observations['window']): number {
  return flow.sent.reduce((total, at) => (at >= window.from && at <= window.to ? total + 1 : total), 0);
}

function duplicates(flows: readonly FlowObservations[]): number | null {
  const known = flows.flatMap(({ duplicates: own }) => (own === undefined ? [] : [own]));
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}
