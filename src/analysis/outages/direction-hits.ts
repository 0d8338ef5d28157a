import type { DirectionObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { attributed, type HitsOfEvent } from './attribution.ts';
import type { Cause } from './cause.ts';
import { byTime, type Hit } from './hits.ts';
import type { HostStall } from './host-stalls.ts';
import { lossPeriods } from './loss-periods.ts';
import { type PooledOutage, pooledOutages } from './pooled-outage.ts';

/** One direction's loss periods, and what they were pooled to: its figures and its quality are made of these. */
export interface DirectionHits {
  readonly direction: DirectionObservations;
  /** They ended before the first event: the lab was not healthy. */
  readonly before: readonly Hit[];
  /** Those that each event caused, in the order of the events. */
  readonly events: readonly EventHits[];
}

export interface EventHits extends HitsOfEvent {
  /** The outage, pooled. */
  readonly pools: readonly PooledOutage[];
}

export interface HitsOptions {
  /** The events of the trial. */
  readonly causes: readonly Cause[];
  readonly delayThresholdMs: number;
  /** When hosts did not run. Absent: they always did. */
  readonly stalls?: readonly HostStall[];
}

/** Finds, sorts and pools the loss periods of one direction. */
export function directionHits(
  direction: DirectionObservations,
  { t0, window }: Pick<Observations, 't0' | 'window'>,
  { causes, delayThresholdMs, stalls = [] }: HitsOptions,
): DirectionHits {
  const ofReceiver = stalls.filter(({ host }) => host === direction.receiver);
  const all = direction.flows.flatMap((flow) =>
    lossPeriods(flow, window, delayThresholdMs, ofReceiver).map((period): Hit => ({ flow, period })),
  );
  const isBefore = ({ period }: Hit) =>
    period.firstGoodAfter !== undefined && period.firstGoodAfter <= t0.lower;
  const after = all.filter((hit) => !isBefore(hit));
  return {
    direction,
    before: all.filter(isBefore).sort(byTime),
    events: attributed(after, causes, direction.ratePerFlow).map((hits) => ({
      ...hits,
      pools: pooledOutages(hits.outage),
    })),
  };
}

/** The outages of all events, pooled for each. */
export const poolsOf = ({ events }: DirectionHits): readonly PooledOutage[] =>
  events.flatMap(({ pools }) => pools);

/** The second hits of all events. */
export const secondHitsOf = ({ events }: DirectionHits): readonly Hit[] =>
  events.flatMap(({ later }) => later);

/** Every loss period of a direction. */
export const allHits = ({ before, events }: DirectionHits): readonly Hit[] => [
  ...before,
  ...events.flatMap(({ outage, later }) => [...outage, ...later]),
];
