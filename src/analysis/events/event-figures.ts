import { z } from 'zod';
import { type Bracket, difference, spread, sum } from '../../base/bracket.ts';
import type { AppliedFault } from '../../observations/applied-fault.ts';
import type { DirectionObservations, FlowObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { returnsOf } from '../../observations/returns.ts';
import { directionNames } from '../../topology/direction.ts';
import type { EventHits } from '../outages/direction-hits.ts';
import { byFlow } from '../outages/hits.ts';
import { longestOutage } from '../outages/longest-outage.ts';
import { lossDerived, lossDerivedSchema } from '../outages/loss-derived.ts';
import { lengthOf } from '../outages/loss-periods.ts';
import { measured, measuredSchema, outageFrom, outageSchema } from '../outages/outage.ts';
import { type PooledOutage, pooledOutageResult, pooledOutageSchema } from '../outages/pooled-outage.ts';
import { secondHits, secondHitsSchema } from '../outages/second-hits.ts';
import { compare, comparisonSchema } from '../prediction/comparison.ts';
import { predict, predictionSchema } from '../prediction/prediction.ts';
import { phasesOf, phasesSchema } from '../recovery/phases.ts';
import type { AnalysisContext, DirectionOfPair, EventContext } from '../recovery/recovery-map.ts';
import { secondHitCause } from '../recovery/second-hit-cause.ts';
import { withoutRepair, withoutRepairSchema } from '../recovery/without-repair.ts';

export const eventFiguresSchema = z
  .object({
    pair: z.string().describe('The pair of hosts, by its name in pairs.'),
    direction: z.enum(directionNames),
    flowsHit: z
      .int()
      .nonnegative()
      .describe('Flows with at least one packet lost or late in the outage that followed the event.'),
    longestOutage: outageSchema
      .nullable()
      .describe(
        'The headline: the longest pooled outage, or a longer second hit. Null: nothing was interrupted.',
      ),
    outage: outageSchema
      .nullable()
      .describe('The longest pooled outage, without second hits. Null: nothing was interrupted.'),
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
    phases: phasesSchema
      .nullable()
      .describe('Null: nothing was interrupted, or only for moments by a line that is bad.'),
    prediction: predictionSchema
      .nullable()
      .describe(
        'Null: nothing is predicted, because the fault is not silent, no timer would notice it, or another fault of the trial takes the path that is left, before this one has recovered.',
      ),
    withoutRepair: withoutRepairSchema
      .nullable()
      .describe('Null: the flows came back without it, or there was nothing to repair.'),
    comparison: comparisonSchema,
  })
  .readonly()
  .describe(
    'What an event did to one direction of one pair of hosts. Times count from the moment at which the event took effect.',
  );

export type EventFigures = z.infer<typeof eventFiguresSchema>;

/** One direction of one pair of hosts, as an event saw it. */
export interface DirectionOfEvent {
  readonly pair: string;
  readonly direction: DirectionObservations;
  /** The losses that the event caused. */
  readonly hits: EventHits;
}

/** The figures of one event in one direction. */
export function eventFigures(
  { pair, direction, hits: { outage: hits, later, pools } }: DirectionOfEvent,
  observations: Observations,
  applied: AppliedFault,
  event: EventContext,
  context: AnalysisContext,
): EventFigures {
  const { appliedAt: t0 } = applied;
  const { name, flows } = direction;
  const perFlow = byFlow(hits);
  const perFlowLengths = spread(perFlow.map((own) => sum(own.map(({ period }) => lengthOf(period)))));
  const headline = spread(pools.map((pool) => pool.length))?.max;
  const outage = headline === undefined ? null : outageFrom(headline);
  const cause = secondHitCause({
    later,
    applied,
    nodeEvents: observations.nodeEvents,
    prefixes: prefixesOf(event, { pair, name }),
  });
  const second = { ...secondHits(later, t0), ...(cause !== undefined && { cause }) };
  const back = backMoments(pools, t0);
  const firstBack = back !== undefined && Number.isFinite(back.first.upper) ? back.first : undefined;
  const allBack = back !== undefined && Number.isFinite(back.last.upper) ? back.last : undefined;
  const seen = seenBy(applied, pools, observations);
  const phases = phasesOf({ pair, name }, pools, seen, { applied, context: event }, context);
  const without = withoutRepair({ pair, name, flows }, event, context, phases);
  const prediction = predict({ pair, name, flows }, event, context, applied);
  return {
    pair,
    direction: name,
    flowsHit: perFlow.length,
    longestOutage: longestOutage([outage, second.longest]),
    outage,
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
    secondHits: second,
    lossDerived: lossDerived(perFlow, direction),
    phases,
    prediction,
    withoutRepair: without,
    comparison: compare(allBack, prediction, phases, without),
  };
}

/** The prefixes that carry the flows of a direction. */
const prefixesOf = ({ recovery }: EventContext, { pair, name }: DirectionOfPair): readonly string[] =>
  recovery
    .filter((point) => point.pair === pair && point.direction === name)
    .flatMap(({ prefixes }) => prefixes);

/** The observations as an event saw them: from its own T0, with the machines that were dead while its flows were not back. */
function seenBy(
  { appliedAt }: AppliedFault,
  pools: readonly PooledOutage[],
  observations: Observations,
): Observations {
  const until = Math.max(appliedAt.upper, ...pools.map(({ end }) => end.upper));
  return {
    ...observations,
    t0: appliedAt,
    events: observations.events
      .filter((other) => other.appliedAt.lower <= until)
      .map((other) => {
        const returned = returnsOf(other, observations).filter(({ time }) => time < appliedAt.lower);
        const isBack = (node: string) => returned.some((own) => own.node === node);
        return { ...other, deadNodes: other.deadNodes.filter((node) => !isBack(node)) };
      }),
  };
}

/**
 * When the first and the last flow were back, from the event. A flow with several loss periods is back after its last
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
