import type { EventFigures } from './events/event-figures.ts';
import { isLonger } from './outages/longest-outage.ts';
import { isAssumed } from './recovery/mechanism.ts';
import type { TrialResult } from './result.ts';
import type { DirectionFacts } from './traffic/direction-facts.ts';

/** One direction of one pair with the figures of one event: a column of a table. */
export interface DirectionResult extends DirectionFacts, EventFigures {
  /** Index of the event among those of the trial. */
  readonly event: number;
}

/**
 * Every direction of every pair with its headline: the figures of the event with the longest outage there. Of several
 * equal ones the first.
 */
export const directionResults = (trial: Pick<TrialResult, 'pairs' | 'events'>): DirectionResult[] => {
  const ofEvents = trial.events.map((_, event) => resultsOfEvent(trial, event));
  return (ofEvents[0] ?? []).map((first) =>
    ofEvents
      .flatMap((own) => own.filter((other) => isSameDirection(first, other)))
      .reduce((worst, own) => (isLonger(own.longestOutage, worst.longestOutage) ? own : worst)),
  );
};

/** Every direction of every pair with what one event did there. */
export function resultsOfEvent(
  { pairs, events }: Pick<TrialResult, 'pairs' | 'events'>,
  event: number,
): DirectionResult[] {
  const figures = events[event]?.figures ?? [];
  return pairs.flatMap(({ name: pair, directions }) =>
    directions.flatMap((direction) => {
      const own = figures.find((one) => one.pair === pair && one.direction === direction.name);
      return own ? [{ ...direction, ...own, event }] : [];
    }),
  );
}

/** Whether two directions are the same one of the same pair. */
export const isSameDirection = (
  one: { readonly pair: string; readonly direction: string },
  other: { readonly pair: string; readonly direction: string },
): boolean => one.pair === other.pair && one.direction === other.direction;

/** Whether the headline of a direction rests on something that this project assumes. A second hit rests on no timer. */
export const restsOnAssumption = ({
  phases,
  longestOutage,
  outage,
}: Pick<EventFigures, 'phases' | 'longestOutage' | 'outage'>): boolean =>
  phases?.decidedBy != null && isAssumed(phases.decidedBy) && !isLonger(longestOutage, outage);
