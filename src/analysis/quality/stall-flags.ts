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
  const hides = ({ from, to }: HostStall) =>
    to - from >= harmlessNs && moments.some(({ lower, upper }) => lower < to && upper > from);
  const during = stalls.filter(({ from, to }) => to > window.from && from < window.to);
  const zero = middleOf(t0);
  const harmless = during.filter((stall) => !hides(stall));
  const hosts = [...new Set(harmless.map(({ host }) => host))];
  return [
    ...during.filter(hides).map((stall) => invalid('host-stalled', stallText(stall, zero))),
    ...hosts
      .map((name) => harmless.filter(({ host }) => host === name))
      .flatMap((own) =>
        own.length > mostNamed ? [summary(own, zero)] : own.map((one) => stallText(one, zero)),
      )
      .map((text) => doubtful('host-stalled', text)),
  ];
}

/** How many harmless stalls of a host are named one by one. */
const mostNamed = 2;
const nothingSeen = 'and saw nothing of the network meanwhile';

const stallText = ({ host, from, to }: HostStall, zero: number): string =>
  `${host} did not run for ${lengthText(to - from)} from ${timeText(from, zero)} on, ${nothingSeen}`;

/** @param stalls of one host */
function summary(stalls: readonly HostStall[], zero: number): string {
  const first = timeText(Math.min(...stalls.map(({ from }) => from)), zero);
  const last = timeText(Math.max(...stalls.map(({ to }) => to)), zero);
  const longest = lengthText(Math.max(...stalls.map(({ from, to }) => to - from)));
  return `${stalls[0]?.host} did not run ${stalls.length} times between ${first} and ${last}, for ${longest} at most, ${nothingSeen}`;
}

const lengthText = (ns: number): string => duration(ns / nsPerMs);

/** A time in words, relative to T0. */
const timeText = (at: number, zero: number): string =>
  at < zero ? `${lengthText(zero - at)} before T0` : `${lengthText(at - zero)} after T0`;
