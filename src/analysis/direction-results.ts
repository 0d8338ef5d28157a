import type { EventFigures } from './events/event-figures.ts';
import type { TrialResult } from './result.ts';
import type { DirectionFacts } from './traffic/direction-facts.ts';

/** One direction of one pair, with the figures of the event that is reported: a column of a table. */
export interface DirectionResult extends DirectionFacts, EventFigures {}

/** Every direction of every pair with the figures of the trial's first event. */
export function directionResults({
  pairs,
  events,
}: Pick<TrialResult, 'pairs' | 'events'>): DirectionResult[] {
  const figures = events[0]?.figures ?? [];
  return pairs.flatMap(({ name: pair, directions }) =>
    directions.flatMap((direction) => {
      const own = figures.find((one) => one.pair === pair && one.direction === direction.name);
      return own ? [{ ...direction, ...own }] : [];
    }),
  );
}

/** Whether two directions are the same one of the same pair. */
export const isSameDirection = (
  one: { readonly pair: string; readonly direction: string },
  other: { readonly pair: string; readonly direction: string },
): boolean => one.pair === other.pair && one.direction === other.direction;
