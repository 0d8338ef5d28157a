/** Nanoseconds in a millisecond. Observations are in ns; a result is in ms. */
export const nsPerMs = 1e6;

/**
 * A duration as a result states it: milliseconds with three decimals, which is finer than any stamp is true.
 * Rounding happens here and nowhere earlier.
 */
export function msFromNs(ns: number): number {
  return roundMs(ns / nsPerMs);
}

/** Milliseconds with three decimals; never `-0`, which JSON would not keep. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000 + 0;
}
