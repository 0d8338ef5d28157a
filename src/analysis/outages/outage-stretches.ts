import type { Bracket } from '../../base/bracket.ts';
import type { Stretch } from '../../base/stretch.ts';
import type { Observations } from '../../observations/observations.ts';
import { type DirectionHits, secondHitsOf } from './direction-hits.ts';
import { endOf, onsetOf } from './loss-periods.ts';

/**
 * When the figures of a trial were made: for each event and direction with an outage from the event until the last flow
 * was back, and each second hit. An outage that did not end counts until its last flow was hit.
 */
export const outageStretches = (
  directions: readonly DirectionHits[],
  { events }: Pick<Observations, 'events'>,
): readonly Stretch[] =>
  directions.flatMap((direction) => [
    ...direction.events.flatMap(({ pools }, index): Stretch[] => {
      const applied = events[index]?.appliedAt;
      if (applied === undefined || pools.length === 0) return [];
      return [{ from: applied.lower, to: Math.max(...pools.map(({ onset, end }) => known(onset, end))) }];
    }),
    ...secondHitsOf(direction).map(({ period }) => {
      const [onset, end] = [onsetOf(period), endOf(period)];
      return { from: onset.lower, to: known(onset, end) };
    }),
  ]);

const known = (onset: Bracket, end: Bracket): number =>
  Number.isFinite(end.upper) ? end.upper : onset.upper;
