import { halfWidthOf } from '../../base/bracket.ts';
import { duration } from '../../base/duration.ts';
import { nsPerMs } from '../../base/milliseconds.ts';
import type { Observations } from '../../observations/observations.ts';
import { type DirectionHits, poolsOf, secondHitsOf } from '../outages/direction-hits.ts';
import { lengthOf } from '../outages/loss-periods.ts';
import { directionText, doubtful, type QualityFlag } from './quality-flag.ts';

/** A recovery counts as lasting after this long without further impairment (RFC 6412, 3.7.5). */
const sustainedMs = 5000;

/** Finds what is known less precisely than usual, or was not watched for long enough. */
export function precisionFlags(
  directions: readonly DirectionHits[],
  observations: Pick<Observations, 'window' | 't0'>,
): readonly QualityFlag[] {
  return [
    ...directions.flatMap(coarse),
    ...t0Uncertain(directions, observations),
    ...directions.flatMap((direction) => shortWatch(direction, observations)),
  ];
}

/** When a sender stalls just as an outage begins or ends, the bracket becomes wider than one interval. */
function coarse(hits: DirectionHits): readonly QualityFlag[] {
  const { direction } = hits;
  const lengths = [
    ...poolsOf(hits).map(({ length }) => length),
    ...secondHitsOf(hits).map(({ period }) => lengthOf(period)),
  ];
  const widest = lengths
    .map(({ lower, upper }) => upper - lower)
    .filter((width) => Number.isFinite(width))
    .reduce((a, b) => Math.max(a, b), 0);
  if (widest / 2 <= 1.5 * (1e9 / direction.ratePerFlow)) return [];
  return [
    doubtful(
      'coarse-bracket',
      `an outage from ${directionText(direction)} is known only to ± ${duration(widest / 2 / nsPerMs)}, because nothing was sent around its beginning or end`,
    ),
  ];
}

/** T0 should be known as precisely as the packets of one flow allow. */
function t0Uncertain(
  directions: readonly DirectionHits[],
  { t0 }: Pick<Observations, 't0'>,
): readonly QualityFlag[] {
  const interval = Math.min(...directions.map(({ direction }) => 1e9 / direction.ratePerFlow));
  const halfWidth = halfWidthOf(t0);
  if (halfWidth <= interval) return [];
  return [doubtful('t0-uncertain', `T0 is known only to ± ${duration(halfWidth / nsPerMs)}`)];
}

function shortWatch(hits: DirectionHits, { window }: Pick<Observations, 'window'>): readonly QualityFlag[] {
  const pools = poolsOf(hits);
  const lastEnd = pools.reduce((last, { end }) => Math.max(last, end.upper), Number.NEGATIVE_INFINITY);
  const watched = window.to - lastEnd;
  if (pools.length === 0 || !Number.isFinite(lastEnd) || watched >= sustainedMs * nsPerMs) return [];
  return [
    doubtful(
      'short-watch',
      `the way from ${directionText(hits.direction)} was watched for only ${duration(watched / nsPerMs)} after its recovery (RFC 6412: ${duration(sustainedMs)})`,
    ),
  ];
}
