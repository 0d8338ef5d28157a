import type { DirectionObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { faultSpan, type Hit, type Hits, splitHits } from './hits.ts';
import { lossPeriods } from './loss-periods.ts';
import { type PooledOutage, pooledOutages } from './pooled-outage.ts';

/** One direction's loss periods, and what they were pooled to: its figures and its quality are made of these. */
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
