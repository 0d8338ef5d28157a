import { msFromNs } from './milliseconds.ts';

/**
 * What is certain about a duration or a moment: it lies between these two, in ns. `upper` is Infinity when the
 * end was not seen.
 */
export interface Bracket {
  readonly lower: number;
  readonly upper: number;
}

/** A bracket of which both sides are known, as a result states it. */
export interface Measured {
  readonly estimateMs: number;
  readonly halfWidthMs: number;
}

/** A duration that was measured, or one whose end (or beginning) nobody saw. */
export type Outage =
  | ({ readonly state: 'measured' } & Measured)
  | { readonly state: 'at-least'; readonly atLeastMs: number };

/** The middle of the bracket, and how far the truth can be from it. */
export function measured(bracket: Bracket): Measured {
  return {
    estimateMs: msFromNs((bracket.lower + bracket.upper) / 2),
    halfWidthMs: msFromNs((bracket.upper - bracket.lower) / 2),
  };
}

/** A bracket as a result states it, open ends included. */
export function outageFrom(bracket: Bracket): Outage {
  return Number.isFinite(bracket.upper)
    ? { state: 'measured', ...measured(bracket) }
    : { state: 'at-least', atLeastMs: msFromNs(bracket.lower) };
}

/** The bracket of a sum of durations. */
export function sum(brackets: readonly Bracket[]): Bracket {
  return brackets.reduce((a, b) => ({ lower: a.lower + b.lower, upper: a.upper + b.upper }), {
    lower: 0,
    upper: 0,
  });
}

/** The bracket of `to - from`. */
export function difference(to: Bracket, from: Bracket): Bracket {
  return { lower: to.lower - from.upper, upper: to.upper - from.lower };
}

/** Minimum, median and maximum of durations of which only brackets are known; undefined for none. */
export interface Spread {
  readonly min: Bracket;
  readonly median: Bracket;
  readonly max: Bracket;
}

/**
 * The k-th smallest of the true values lies between the k-th smallest lower and the k-th smallest upper side, so
 * sorting each side by itself gives brackets that are certain. The median of an even number is the mean of the
 * two in the middle.
 */
export function spread(brackets: readonly Bracket[]): Spread | undefined {
  if (brackets.length === 0) return undefined;
  const lowers = Float64Array.from(brackets, (bracket) => bracket.lower).sort();
  const uppers = Float64Array.from(brackets, (bracket) => bracket.upper).sort();
  const at = (rank: number): Bracket => ({
    lower: lowers.at(rank) ?? 0,
    upper: uppers.at(rank) ?? Number.POSITIVE_INFINITY,
  });
  const [low, high] = [at((brackets.length - 1) >> 1), at(brackets.length >> 1)];
  return {
    min: at(0),
    median: { lower: (low.lower + high.lower) / 2, upper: (low.upper + high.upper) / 2 },
    max: at(-1),
  };
}
