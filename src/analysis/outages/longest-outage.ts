import type { Outage } from './outage.ts';

/** The longest of some outages; null: there was none. An outage that did not end is longer than all that did. */
export function longestOutage(outages: readonly (Outage | null)[]): Outage | null {
  return outages.reduce((longest, own) => (isLonger(own, longest) ? own : longest), null);
}

/** Whether the first one is longer; none is shorter than any. */
export function isLonger(one: Outage | null, other: Outage | null): boolean {
  if (one === null || other === null) return one !== null;
  if (one.state !== other.state) return one.state === 'at-least';
  return knownOutageMs(one) > knownOutageMs(other);
}

/** How long an outage was, or how long it was watched. */
export const knownOutageMs = (outage: Outage): number =>
  outage.state === 'measured' ? outage.estimateMs : outage.atLeastMs;

/** The longest outage of one direction in a trial, in ms: 0 when there was none, null when it did not end. */
export function longestOutageMs(
  { pairs }: { readonly pairs: readonly PairOutages[] },
  of: { readonly pair: string; readonly direction: string },
): number | null {
  const pair = pairs.find(({ name }) => name === of.pair);
  const outage = pair?.directions.find(({ name }) => name === of.direction)?.longestOutage ?? null;
  if (outage === null) return 0;
  return outage.state === 'measured' ? outage.estimateMs : null;
}

interface PairOutages {
  readonly name: string;
  readonly directions: readonly { readonly name: string; readonly longestOutage: Outage | null }[];
}
