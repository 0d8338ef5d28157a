import { z } from 'zod';
import { type Bracket, difference, spread, sum } from '../../base/bracket.ts';
import type { FlowObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { directionNames } from '../../topology/direction.ts';
import type { DirectionHits } from '../outages/direction-hits.ts';
import { byFlow } from '../outages/hits.ts';
import { lossDerived, lossDerivedSchema } from '../outages/loss-derived.ts';
import { lengthOf } from '../outages/loss-periods.ts';
import { measured, measuredSchema, outageFrom, outageSchema } from '../outages/outage.ts';
import { type PooledOutage, pooledOutageResult, pooledOutageSchema } from '../outages/pooled-outage.ts';
import { secondHits, secondHitsSchema } from '../outages/second-hits.ts';
import { compare, comparisonSchema } from '../prediction/comparison.ts';
import { predict, predictionSchema } from '../prediction/prediction.ts';
import { phasesOf, phasesSchema } from '../recovery/phases.ts';
import type { AnalysisContext, EventContext } from '../recovery/recovery-map.ts';

export const eventFiguresSchema = z
  .object({
    pair: z.string().describe('The pair of hosts, by its name in pairs.'),
    direction: z.enum(directionNames),
    flowsHit: z
      .int()
      .nonnegative()
      .describe('Flows with at least one packet lost or late in the outage that followed the event.'),
    outage: outageSchema
      .nullable()
      .describe('The headline: the longest pooled outage. Null: nothing was interrupted.'),
    outagePerFlow: z
      .object({ min: outageSchema, median: outageSchema, max: outageSchema })
      .readonly()
      .nullable()
      .describe('Over the flows that were hit, each by its own packets alone. Null: none was hit.'),
    pooled: z.array(pooledOutageSchema).readonly(),
    firstFlowBack: measuredSchema
      .nullable()
      .describe('From the event. Null: nothing was interrupted, or no flow came back.'),
    lastFlowBack: measuredSchema
      .nullable()
      .describe('From the event. Null: nothing was interrupted, or not all flows came back.'),
    secondHits: secondHitsSchema,
    lossDerived: lossDerivedSchema.nullable().describe('Null: no flow was hit.'),
    phases: phasesSchema.nullable().describe('Null: nothing was interrupted.'),
    prediction: predictionSchema
      .nullable()
      .describe('Null: nothing is predicted, because the fault is not silent or no timer would notice it.'),
    comparison: comparisonSchema,
  })
  .readonly()
  .describe(
    'What an event did to one direction of one pair of hosts. Times count from the moment at which the event took effect.',
  );

export type EventFigures = z.infer<typeof eventFiguresSchema>;

/** The figures of one direction. */
export function eventFigures(
  pair: string,
  { direction, hits, pools }: DirectionHits,
  observations: Observations,
  event: EventContext,
  context: AnalysisContext,
): EventFigures {
  const { t0, events } = observations;
  const { name, flows } = direction;
  const perFlow = byFlow(hits.outage);
  const perFlowLengths = spread(perFlow.map((own) => sum(own.map(({ period }) => lengthOf(period)))));
  const headline = spread(pools.map((pool) => pool.length))?.max;
  const back = backMoments(pools, t0);
  const firstBack = back !== undefined && Number.isFinite(back.first.upper) ? back.first : undefined;
  const allBack = back !== undefined && Number.isFinite(back.last.upper) ? back.last : undefined;
  const phases = phasesOf({ pair, name }, pools, observations, event);
  const prediction = predict(
    { pair, name, flows },
    event,
    context,
    events.flatMap(({ away }) => away),
  );
  return {
    pair,
    direction: name,
    flowsHit: perFlow.length,
    outage: headline === undefined ? null : outageFrom(headline),
    outagePerFlow:
      perFlowLengths === undefined
        ? null
        : {
            min: outageFrom(perFlowLengths.min),
            median: outageFrom(perFlowLengths.median),
            max: outageFrom(perFlowLengths.max),
          },
    pooled: pools.map((pool) => pooledOutageResult(pool, flows, t0)),
    firstFlowBack: firstBack === undefined ? null : measured(firstBack),
    lastFlowBack: allBack === undefined ? null : measured(allBack),
    secondHits: secondHits(hits.later, t0),
    lossDerived: lossDerived(perFlow, direction),
    phases,
    prediction,
    comparison: compare(allBack, prediction, phases),
  };
}

/**
 * When the first and the last flow were back, from T0. A flow with several loss periods is back after its last
 * one, so only the pools that end a flow's outage count.
 */
function backMoments(
  pools: readonly PooledOutage[],
  t0: Bracket,
): { readonly first: Bracket; readonly last: Bracket } | undefined {
  const endOfFlow = new Map<FlowObservations, Bracket>();
  for (const pool of pools) {
    for (const { flow } of pool.hits) {
      const known = endOfFlow.get(flow);
      if (known === undefined || pool.end.upper > known.upper) endOfFlow.set(flow, pool.end);
    }
  }
  const moments = spread([...endOfFlow.values()].map((end) => difference(end, t0)));
  return moments && { first: moments.min, last: moments.max };
}
