import test from 'ava';
import { distributionOf, medianRanks } from '../../../src/analysis/statistics/distribution.ts';

// Conover, Practical Nonparametric Statistics, and the table in most books: ranks of the 95 % interval of the median.
for (const [count, lower, upper] of [
  [6, 1, 6],
  [8, 1, 8],
  [10, 2, 9],
  [12, 3, 10],
  [15, 4, 12],
  [20, 6, 15],
  [30, 10, 21],
  [50, 18, 33],
  [100, 40, 61],
] as const) {
  test(`of ${count} values the median lies between the ${lower}. and the ${upper}.`, (t) => {
    const ranks = medianRanks(count, 0.95);
    t.deepEqual([ranks?.lower, ranks?.upper], [lower, upper]);
    t.true((ranks?.confidence ?? 0) >= 0.95);
  });
}

test('10 values give 97.9 %, 5 give no interval of 95 %, and 1000 are not too many', (t) => {
  t.is(medianRanks(10, 0.95)?.confidence.toFixed(4), '0.9785');
  t.is(medianRanks(5, 0.95), undefined);
  t.is(medianRanks(1000, 0.95)?.confidence.toFixed(3), '0.954');
});

test('minimum, median, 95th percentile and maximum, in whatever order the trials were', (t) => {
  const values = [30, 10, 20, 40];
  t.like(distributionOf(values), { count: 4, minMs: 10, medianMs: 25, p95Ms: null, maxMs: 40, values });
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  t.like(distributionOf(hundred), { minMs: 1, medianMs: 50.5, p95Ms: 95, maxMs: 100 });
  t.like(distributionOf(hundred).medianInterval, { lowerMs: 40, upperMs: 61 });
});

test('a trial without recovery is longer than all others', (t) => {
  t.like(distributionOf([5, null, 3]), { minMs: 3, medianMs: 5, p95Ms: null, maxMs: null });
  t.like(distributionOf([null, null, 3]), { minMs: 3, medianMs: null });
});
