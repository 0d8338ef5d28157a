import { z } from 'zod';
import { type Bracket, difference } from '../../base/bracket.ts';
import type { FlowObservations } from '../../observations/direction.ts';
import type { Hit } from './hits.ts';
import { jitterToleranceNs } from './jitter-tolerance.ts';
import { endOf, onsetOf } from './loss-periods.ts';
import { measured, measuredSchema, outageFrom, outageSchema } from './outage.ts';

/**
 * Loss periods of flows on one path that began at one moment and ended at one moment, seen as one: the packets of
 * all these flows sample the same two moments, so the resolution is 1/(flows x rate) instead of 1/rate.
 */
export interface PooledOutage {
  /** The tunnel that carried the flows before the fault. Absent: unknown, and the flow stands for itself. */
  readonly path?: string;
  readonly hits: readonly Hit[];
  readonly onset: Bracket;
  /** Upper side Infinity: not recovered when the window ended. */
  readonly end: Bracket;
  readonly length: Bracket;
}

export const pooledOutageSchema = z
  .object({
    path: z
      .string()
      .nullable()
      .describe(
        'The tunnel, or the tunnels in a row (a > b), that carried the flows before. Null: not known.',
      ),
    flows: z.int().nonnegative().describe('How many flows share the moments at which it began and ended.'),
    flowsOnPath: z.int().nonnegative(),
    outage: outageSchema,
    backAt: measuredSchema
      .nullable()
      .describe('When the flows were back, from the event. Null: not when the window ended.'),
  })
  .readonly()
  .describe('Loss periods of flows on one path that began at one moment and ended at one moment.');

export type PooledOutageResult = z.infer<typeof pooledOutageSchema>;

/** A pooled outage as a result states it. */
export function pooledOutageResult(
  { path, hits, length, end }: PooledOutage,
  flows: readonly FlowObservations[],
  t0: Bracket,
): PooledOutageResult {
  return {
    path: path ?? null,
    flows: hits.length,
    flowsOnPath: path === undefined ? 1 : flows.filter(({ tunnelBefore }) => tunnelBefore === path).length,
    outage: outageFrom(length),
    backAt: Number.isFinite(end.upper) ? measured(difference(end, t0)) : null,
  };
}

/**
 * Pools loss periods per path and per moment. Precisely: on one path (same `tunnelBefore`), those whose brackets
 * of the onset have a moment in common and whose brackets of the end have a moment in common are pooled (within
 * {@link jitterToleranceNs}); nothing then speaks against a single change in forwarding that all of them saw.
 * Flows of the path that came back at another moment form a pool of their own, as do those that never came back.
 * Flows whose path is unknown are not pooled.
 *
 * In the order of the onset.
 */
export function pooledOutages(hits: readonly Hit[]): readonly PooledOutage[] {
  return groupsBy(hits, poolKey)
    .flatMap((onPath) => groupsWithCommonMoment(onPath, (hit) => onsetOf(hit.period)))
    .flatMap((sameOnset) => groupsWithCommonMoment(sameOnset, (hit) => endOf(hit.period)))
    .map(pool)
    .sort(byOnset);
}

/** Periods without an end are pooled separately: a pool must not say that a flow recovered when it did not. */
function poolKey({ flow, period }: Hit): string {
  const path = flow.tunnelBefore === undefined ? `flow ${flow.index}` : `path ${flow.tunnelBefore}`;
  return `${path} ${period.firstGoodAfter === undefined ? 'open' : 'closed'}`;
}

function groupsBy(hits: readonly Hit[], keyOf: (hit: Hit) => string): readonly Hit[][] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = keyOf(hit);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [hit]);
    else group.push(hit);
  }
  return [...groups.values()];
}

/** Splits a set into as few groups as possible whose brackets share a moment (greedy by the upper side). */
function groupsWithCommonMoment(hits: readonly Hit[], bracketOf: (hit: Hit) => Bracket): readonly Hit[][] {
  const groups: Hit[][] = [];
  let moment = Number.NEGATIVE_INFINITY;
  for (const hit of hits.toSorted((a, b) => order(bracketOf(a).upper, bracketOf(b).upper))) {
    const { lower, upper } = bracketOf(hit);
    const group = groups.at(-1);
    if (group !== undefined && lower < moment + jitterToleranceNs) {
      group.push(hit);
    } else {
      groups.push([hit]);
      moment = upper;
    }
  }
  return groups;
}

function pool(hits: readonly Hit[]): PooledOutage {
  const onset = intersection(hits.map(({ period }) => onsetOf(period)));
  const end = intersection(hits.map(({ period }) => endOf(period)));
  const path = hits[0]?.flow.tunnelBefore;
  return {
    ...(path !== undefined && { path }),
    hits: hits.toSorted((a, b) => a.flow.index - b.flow.index),
    onset,
    end,
    length: { lower: Math.max(0, end.lower - onset.upper), upper: end.upper - onset.lower },
  };
}

/**
 * The intersection of the brackets. Where jitter crossed the sides (a packet that was sent a little later passed, one that
 * was sent before it was dropped), the moment lies between the two.
 */
function intersection(brackets: readonly Bracket[]): Bracket {
  const lower = Math.max(...brackets.map((bracket) => bracket.lower));
  const upper = Math.min(...brackets.map((bracket) => bracket.upper));
  return { lower: Math.min(lower, upper), upper: Math.max(lower, upper) };
}

function byOnset(a: PooledOutage, b: PooledOutage): number {
  return (
    order(a.onset.upper, b.onset.upper) ||
    order(a.end.lower, b.end.lower) ||
    (a.hits[0]?.flow.index ?? 0) - (b.hits[0]?.flow.index ?? 0)
  );
}

/** Compares numbers, which may be infinite. */
function order(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
