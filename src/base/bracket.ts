import { z } from 'zod';

/** Two numbers in ns between which a moment or a duration is known to lie. */
export const bracketSchema = z.object({ lower: z.number(), upper: z.number() }).readonly();

/**
 * What is certain about a moment or a duration: it lies between these two, in ns. `upper` is Infinity when the end was not
 * seen.
 */
export type Bracket = z.infer<typeof bracketSchema>;

/** The best estimate of what lies in a bracket: its middle. */
export const middleOf = ({ lower, upper }: Bracket): number => (lower + upper) / 2;

/** How far the truth can be from the middle. */
export const halfWidthOf = ({ lower, upper }: Bracket): number => (upper - lower) / 2;

/** The bracket of something that happened at several moments. */
export const spanOf = (moments: readonly Bracket[]): Bracket => ({
  lower: Math.min(...moments.map(({ lower }) => lower)),
  upper: Math.max(...moments.map(({ upper }) => upper)),
});

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
