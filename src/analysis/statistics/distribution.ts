import { z } from 'zod';

const ms = z.number();

/** How a figure was spread over the trials of a run. A trial without recovery counts as longer than all others. */
export const distributionSchema = z
  .object({
    count: z.int().positive(),
    minMs: ms.nullable().describe('Null, here and below: it falls on a trial that did not recover.'),
    medianMs: ms.nullable(),
    p95Ms: ms
      .nullable()
      .describe(
        'The smallest value that 95 of 100 do not exceed. Null also when there are fewer than 20 values, of which it would be the largest.',
      ),
    maxMs: ms.nullable(),
    medianInterval: z
      .object({ lowerMs: ms.nullable(), upperMs: ms.nullable(), confidence: z.number() })
      .readonly()
      .nullable()
      .describe(
        'Distribution-free confidence interval of the median. Null: fewer than 6 trials give none of 95 %.',
      ),
    values: z.array(ms.nullable()).readonly().describe('In the order of the trials. Null: not recovered.'),
  })
  .readonly();

export type Distribution = z.infer<typeof distributionSchema>;

const leastConfidence = 0.95;

/** The 95th percentile of fewer values is their maximum. */
export const leastForP95 = 20;

/**
 * Minimum, median, 95th percentile (nearest rank), maximum, and a confidence interval of the median that assumes
 * nothing about the distribution: timer-driven recoveries are far from normal.
 *
 * @param values in milliseconds, at least one; null: longer than was watched
 */
export function distributionOf(values: readonly (number | null)[]): Distribution {
  const sorted = values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const rank = (from1: number) => finite(sorted[from1 - 1]);
  const interval = medianRanks(sorted.length, leastConfidence);
  return {
    count: values.length,
    minMs: rank(1),
    medianMs: finite(medianOf(sorted)),
    p95Ms: sorted.length < leastForP95 ? null : rank(Math.ceil(0.95 * sorted.length)),
    maxMs: rank(sorted.length),
    medianInterval: interval
      ? {
          lowerMs: rank(interval.lower),
          upperMs: rank(interval.upper),
          confidence: interval.confidence,
        }
      : null,
    values,
  };
}

/**
 * The ranks (from 1) of the sorted values between which the median of the population lies with at least that
 * confidence, as close together as possible: `P(l <= B < n - l + 1)` for a binomial B(n, 1/2) (Conover, Practical
 * Nonparametric Statistics, 3.2). With 10 values: the 2nd and the 9th, 97.9 %.
 *
 * @returns undefined when even the smallest and the largest are not enough: fewer than 6 values for 95 %
 */
export function medianRanks(
  count: number,
  confidence: number,
): { readonly lower: number; readonly upper: number; readonly confidence: number } | undefined {
  let best: { lower: number; upper: number; confidence: number } | undefined;
  let below = 0;
  for (let lower = 1; lower <= count / 2; lower += 1) {
    below += probabilityOfHalf(count, lower - 1);
    const reached = 1 - 2 * below;
    if (reached < confidence) break;
    best = { lower, upper: count - lower + 1, confidence: reached };
  }
  return best;
}

/** P(B = k) of a binomial B(n, 1/2), by logarithms: n over k is soon beyond every number. */
function probabilityOfHalf(count: number, successes: number): number {
  let log = -count * Math.LN2;
  for (let index = 1; index <= successes; index += 1) log += Math.log((count - index + 1) / index);
  return Math.exp(log);
}

/**
 * The value in the middle, or the mean of the two in the middle.
 *
 * @param values at least one; Infinity: longer than all others
 */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = Math.floor(sorted.length / 2);
  const lower = Math.floor((sorted.length - 1) / 2);
  return ((sorted[lower] ?? Number.NaN) + (sorted[upper] ?? Number.NaN)) / 2;
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
