import type { z } from 'zod';
import type { DirectionResult, outageSchema } from './result.ts';

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
