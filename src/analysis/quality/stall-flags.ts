import { middleOf } from '../../base/bracket.ts';
import { duration } from '../../base/duration.ts';
import { nsPerMs } from '../../base/milliseconds.ts';
import type { Observations } from '../../observations/observations.ts';
import { type DirectionHits, poolsOf, secondHitsOf } from '../outages/direction-hits.ts';
import type { HostStall } from '../outages/host-stalls.ts';
import { endOf, onsetOf } from '../outages/loss-periods.ts';
import { doubtful, invalid, type QualityFlag } from './quality-flag.ts';

/** A stall that is shorter than this leaves figures as they are: their brackets already say how well they are known. */
const harmlessNs = 250 * nsPerMs;

/**
 * A measuring host that did not run for a while. Nothing is known of the network meanwhile, so the figures cannot be used
 * if an event took effect then, or an outage or a second hit began or ended.
 */
export function stallFlags(
  stalls: readonly HostStall[],
  directions: readonly DirectionHits[],
  { t0, window, events }: Pick<Observations, 't0' | 'window' | 'events'>,
): readonly QualityFlag[] {
  const moments = [
    ...events.map(({ appliedAt }) => appliedAt),
    ...directions.flatMap(poolsOf).flatMap(({ onset, end }) => [onset, end]),
    ...directions.flatMap(secondHitsOf).flatMap(({ period }) => [onsetOf(period), endOf(period)]),
  ];
  return stalls
    .filter(({ from, to }) => to > window.from && from < window.to)
    .map(({ host, from, to }) => {
      const since = (from - middleOf(t0)) / nsPerMs;
      const when = since < 0 ? `${duration(-since)} before T0` : `${duration(since)} after T0`;
      const message = `${host} did not run for ${duration((to - from) / nsPerMs)} from ${when} on, and saw nothing of the network meanwhile`;
      const hides = moments.some(({ lower, upper }) => lower < to && upper > from);
      return hides && to - from >= harmlessNs
        ? invalid('host-stalled', message)
        : doubtful('host-stalled', message);
    });
}
