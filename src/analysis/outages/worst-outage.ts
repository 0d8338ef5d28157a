import type { z } from 'zod';
import type { DirectionResult, outageSchema } from '../result.ts';

export type Outage = z.infer<typeof outageSchema>;

/** The longest outage, of the failure itself or of a second hit: that of a flow is one as well. Null: there was none. */
export function worstOutage(
  directions: readonly Pick<DirectionResult, 'outage' | 'secondHits'>[],
): Outage | null {
  return directions
    .flatMap(({ outage, secondHits }) => [outage, secondHits.longest])
    .reduce((worst, own) => (isLonger(own, worst) ? own : worst), null);
}

/** An outage that did not end is longer than all that did. */
function isLonger(one: Outage | null, other: Outage | null): boolean {
  if (one === null || other === null) return one !== null;
  if (one.state !== other.state) return one.state === 'at-least';
  return knownOutageMs(one) > knownOutageMs(other);
}

/** How long it was, or was seen to be. */
export const knownOutageMs = (outage: Outage): number =>
  outage.state === 'measured' ? outage.estimateMs : outage.atLeastMs;

/** The longest outage of one direction in a trial, in ms: 0 when there was none, null when it did not end. */
export function longestOutageMs(
  { directions }: { readonly directions: readonly Pick<DirectionResult, 'name' | 'outage' | 'secondHits'>[] },
  name: string,
): number | null {
  const outage = worstOutage(directions.filter((direction) => direction.name === name));
  if (outage === null) return 0;
  return outage.state === 'measured' ? outage.estimateMs : null;
}
