import { type Bracket, difference, middleOf, spread, sum } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import type { DirectionObservations, FlowObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { faultSpan, type Hit, type Hits, splitHits } from '../outages/hits.ts';
import { lengthOf, lossPeriods } from '../outages/loss-periods.ts';
import { measured, outageFrom } from '../outages/outage.ts';
import { type PooledOutage, pooledOutages } from '../outages/pooled-outage.ts';
import { compare } from '../recovery/comparison.ts';
import { phases } from '../recovery/phases.ts';
import { predict } from '../recovery/prediction.ts';
import type { AnalysisContext } from '../recovery/recovery-map.ts';
import type { DirectionResult, LossPeriodResult, PooledOutageResult } from '../result.ts';
import { delaySummary, reordered } from './delay.ts';
import { flowSpread } from './flow-spread.ts';

/** 128 flows have a few hundred at most when a lab is healthy; more would only bloat a result. */
const maxListedPeriods = 10_000;

/** One direction's loss periods and what they were pooled to: what its result and its quality are made of. */
export interface DirectionHits {
  readonly direction: DirectionObservations;
  readonly hits: Hits;
  readonly pools: readonly PooledOutage[];
}

/** Finds, sorts and pools the loss periods of one direction. */
export function directionHits(
  direction: DirectionObservations,
  observations: Pick<Observations, 't0' | 'events' | 'window'>,
  delayThresholdMs: number,
): DirectionHits {
  const all = direction.flows.flatMap((flow) =>
    lossPeriods(flow, observations.window, delayThresholdMs).map((period): Hit => ({ flow, period })),
  );
  const hits = splitHits(all, faultSpan(observations), direction.ratePerFlow);
  return { direction, hits, pools: pooledOutages(hits.outage) };
}

/** Everything that a result says about one direction. */
export function directionResult(
  { direction, hits, pools }: DirectionHits,
  observations: Observations,
  context: AnalysisContext,
): DirectionResult {
  const { t0, events, window } = observations;
  const { flows } = direction;
  const all = [...hits.before, ...hits.outage, ...hits.later];
  const perFlow = byFlow(hits.outage);
  const perFlowLengths = spread(perFlow.map((own) => sum(own.map(({ period }) => lengthOf(period)))));
  const headline = spread(pools.map((pool) => pool.length))?.max;
  const back = backMoments(pools, t0);
  const allBack = back !== undefined && Number.isFinite(back.last.upper) ? back.last : undefined;
  const ownPhases = phases(direction.name, pools, observations, context);
  const prediction = predict(
    direction,
    context,
    events.flatMap(({ away }) => away),
  );
  const listed = [
    ...hits.outage.map((hit) => lossPeriodResult(hit, 'outage', t0)),
    ...hits.later.map((hit) => lossPeriodResult(hit, 'second-hit', t0)),
  ].slice(0, maxListedPeriods);
  const calmFrom = pools.reduce((last, pool) => Math.max(last, pool.end.upper), t0.upper);
  return {
    name: direction.name,
    from: direction.from,
    to: direction.to,
    sender: direction.sender,
    receiver: direction.receiver,
    ratePerFlow: direction.ratePerFlow,
    flows: flows.length,
    flowsHit: perFlow.length,
    flowsNotRecovered: all.filter(({ period }) => period.firstGoodAfter === undefined).length,
    outage: headline === undefined ? null : outageFrom(headline),
    outagePerFlow:
      perFlowLengths === undefined
        ? null
        : {
            min: outageFrom(perFlowLengths.min),
            median: outageFrom(perFlowLengths.median),
            max: outageFrom(perFlowLengths.max),
          },
    pooled: pools.map((pool) => pooledResult(pool, flows, t0)),
    firstFlowBack: back !== undefined && Number.isFinite(back.first.upper) ? measured(back.first) : null,
    lastFlowBack: allBack === undefined ? null : measured(allBack),
    lossPeriods: listed,
    lossPeriodsOmitted: hits.outage.length + hits.later.length - listed.length,
    secondHits: secondHits(hits.later, t0),
    packetsSent: flows.reduce((total, flow) => total + sentInside(flow, window), 0),
    packetsLost: total(all, 'lost'),
    packetsLate: total(all, 'late'),
    packetsReordered: flows.reduce((count, flow) => count + reordered(flow, window), 0),
    packetsDuplicated: duplicates(flows),
    lossDerived: lossDerived(perFlow, direction),
    flowSpread: flowSpread(direction),
    delayBefore: delaySummary(flows, { from: window.from, to: t0.lower }),
    delayAfter: delaySummary(flows, { from: calmFrom, to: window.to }),
    phases: ownPhases,
    prediction,
    comparison: compare(allBack, prediction, ownPhases),
  };
}

function byFlow(hits: readonly Hit[]): readonly (readonly Hit[])[] {
  const flows = new Map<FlowObservations, Hit[]>();
  for (const hit of hits) {
    const own = flows.get(hit.flow);
    if (own === undefined) flows.set(hit.flow, [hit]);
    else own.push(hit);
  }
  return [...flows.values()];
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

function pooledResult(
  pool: PooledOutage,
  flows: readonly FlowObservations[],
  t0: Bracket,
): PooledOutageResult {
  return {
    path: pool.path ?? null,
    flows: pool.hits.length,
    flowsOnPath: pool.path === undefined ? 1 : flows.filter((flow) => flow.tunnelBefore === pool.path).length,
    outage: outageFrom(pool.length),
    backAt: Number.isFinite(pool.end.upper) ? measured(difference(pool.end, t0)) : null,
  };
}

function lossPeriodResult(
  { flow, period }: Hit,
  kind: LossPeriodResult['kind'],
  t0: Bracket,
): LossPeriodResult {
  const sinceT0 = (time: number | undefined) => (time === undefined ? null : msFromNs(time - middleOf(t0)));
  return {
    flow: flow.index,
    kind,
    firstImpairedMs: sinceT0(period.firstImpaired) ?? 0,
    lastImpairedMs: sinceT0(period.lastImpaired) ?? 0,
    lastGoodBeforeMs: sinceT0(period.lastGoodBefore),
    firstGoodAfterMs: sinceT0(period.firstGoodAfter),
    lost: period.lost,
    late: period.late,
  };
}

function secondHits(later: readonly Hit[], t0: Bracket): DirectionResult['secondHits'] {
  const longest = spread(later.map(({ period }) => lengthOf(period)))?.max;
  const first = later[0]?.period.firstImpaired;
  return {
    lossPeriods: later.length,
    flows: byFlow(later).length,
    packetsLost: total(later, 'lost'),
    packetsLate: total(later, 'late'),
    longest: longest === undefined ? null : outageFrom(longest),
    firstAtMs: first === undefined ? null : msFromNs(first - middleOf(t0)),
  };
}

function total(hits: readonly Hit[], what: 'lost' | 'late'): number {
  return hits.reduce((count, { period }) => count + period[what], 0);
}

function sentInside(flow: FlowObservations, window: Observations['window']): number {
  return flow.sent.reduce((count, at) => (at >= window.from && at <= window.to ? count + 1 : count), 0);
}

function duplicates(flows: readonly FlowObservations[]): number | null {
  const known = flows.flatMap(({ duplicates: count }) => (count === undefined ? [] : [count]));
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}

/** Unbiased only while the sender keeps its schedule, and for all flows an average over those never hit. */
function lossDerived(
  perFlow: readonly (readonly Hit[])[],
  { ratePerFlow, flows }: DirectionObservations,
): DirectionResult['lossDerived'] {
  const durations = perFlow.map((own) => ((total(own, 'lost') + total(own, 'late')) * 1e9) / ratePerFlow);
  const of = spread(durations.map((ns) => ({ lower: ns, upper: ns })));
  if (of === undefined) return null;
  return {
    hitFlowsMedianMs: msFromNs(of.median.lower),
    hitFlowsMaxMs: msFromNs(of.max.lower),
    allFlowsMs: msFromNs(durations.reduce((a, b) => a + b, 0) / flows.length),
  };
}
