/** By how much one sample lies above another, with a confidence interval. */
export interface Shift {
  /** Median of all differences between a value of the one and a value of the other (Hodges and Lehmann 1963). */
  readonly estimate: number;
  /** Absent: there are too few values for an interval of this confidence. */
  readonly interval?: {
    readonly lower: number;
    readonly upper: number;
    /** The confidence that it reaches, at least the one that was asked for. */
    readonly confidence: number;
  };
}

/**
 * The shift from one sample to another without any assumption about their distribution, which for recoveries that
 * timers decide is far from normal. The interval is that of the Mann-Whitney test, with its exact distribution
 * (Hollander and Wolfe, Nonparametric Statistical Methods, 4.2 and 4.3).
 *
 * @param base at least one value; Infinity: longer than all others
 * @param other at least one value
 * @param confidence between 0 and 1
 */
export function shiftBetween(base: readonly number[], other: readonly number[], confidence = 0.95): Shift {
  const differences = Float64Array.from(
    base.flatMap((own) => other.map((one) => (own === one ? 0 : one - own))),
  ).sort();
  const at = (rank: number): number => differences[rank - 1] ?? Number.NaN;
  const count = differences.length;
  const estimate = middle(at(Math.floor((count + 1) / 2)), at(Math.ceil((count + 1) / 2)));
  const below = cumulativeProbabilities(base.length, other.length);
  // The k-th smallest and the k-th largest difference enclose the shift unless U is below k, or as far above.
  let rank = 0;
  while (rank + 1 <= count / 2 && (below[rank] ?? 1) <= (1 - confidence) / 2) rank += 1;
  if (rank === 0) return { estimate };
  return {
    estimate,
    interval: {
      lower: at(rank),
      upper: at(count - rank + 1),
      confidence: 1 - 2 * (below[rank - 1] ?? 0),
    },
  };
}

/**
 * P(U <= u) for every u from 0, of the Mann-Whitney statistic of two samples from the same distribution. The number of
 * ways to get u obeys N(u; m, n) = N(u - n; m - 1, n) + N(u; m, n - 1), by whether the largest value is of the first
 * sample; divided by all ways, so that large samples do not overflow.
 */
function cumulativeProbabilities(first: number, second: number): Float64Array {
  let previous: Float64Array[] = [];
  for (let n = 0; n <= second; n += 1) {
    const row: Float64Array[] = [];
    for (let m = 0; m <= first; m += 1) {
      const own = new Float64Array(m * n + 1);
      if (m === 0 || n === 0) own[0] = 1;
      else {
        const [fromFirst, fromSecond] = [row[m - 1], previous[m]];
        for (let u = 0; u < own.length; u += 1) {
          const largestIsFirst = u >= n ? (fromFirst?.[u - n] ?? 0) : 0;
          own[u] = (m * largestIsFirst + n * (fromSecond?.[u] ?? 0)) / (m + n);
        }
      }
      row.push(own);
    }
    previous = row;
  }
  const density = previous[first] ?? new Float64Array([1]);
  let sum = 0;
  return density.map((own) => {
    sum += own;
    return sum;
  });
}

/** Between two numbers of which either may be infinite. */
const middle = (a: number, b: number): number => (a === b ? a : (a + b) / 2);
