import test from 'ava';
import { shiftBetween } from '../../../src/batches/compare/shift.ts';
import { random } from '../../analysis/synthetic.ts';

test('two samples of four, one far above the other, give the whole range of differences with 97.1 %', (t) => {
  const { estimate, interval } = shiftBetween([1, 2, 3, 4], [11, 12, 13, 14]);
  t.is(estimate, 10);
  // U is 0 in 1 of 70 orders (8 over 4), and so is its opposite.
  t.is(interval?.confidence.toFixed(4), (1 - 2 / 70).toFixed(4));
  t.deepEqual([interval?.lower, interval?.upper], [7, 13]);
});

test('the confidence equals that of counting all orders of the values', (t) => {
  const [base, other] = [
    [1, 2, 3, 4, 5],
    [10, 20, 30, 40, 50, 60],
  ];
  const { interval } = shiftBetween(base, other);
  const differences = base.flatMap((a) => other.map((b) => b - a)).sort((a, b) => a - b);
  const rank = differences.indexOf(interval?.lower ?? Number.NaN) + 1;
  t.is(interval?.upper, differences.at(-rank));
  const orders = subsets(base.length + other.length, base.length).map((places) =>
    places.reduce((u, place, index) => u + place - index, 0),
  );
  const below = orders.filter((u) => u < rank).length / orders.length;
  t.is(interval?.confidence.toFixed(9), (1 - 2 * below).toFixed(9));
  t.true(below <= 0.025);
  t.true(orders.filter((u) => u <= rank).length / orders.length > 0.025, 'the next rank would be too narrow');
});

test('too few values give an estimate and no interval', (t) => {
  t.deepEqual(shiftBetween([1], [5]), { estimate: 4 });
  t.is(shiftBetween([1, 2, 3], [4, 5, 6]).interval, undefined);
});

test('an infinite value makes the estimate infinite only when it is the middle', (t) => {
  t.is(shiftBetween([1, 1, 1], [2, 2, Number.POSITIVE_INFINITY]).estimate, 1);
  t.is(shiftBetween([1], [Number.POSITIVE_INFINITY]).estimate, Number.POSITIVE_INFINITY);
  t.is(shiftBetween([Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY]).estimate, 0);
});

test('of 2000 pairs of samples without a shift, about 5 % at most show one', (t) => {
  const next = random(7);
  const sample = () => Array.from({ length: 6 }, () => next() * 3 + next());
  let shown = 0;
  for (let trial = 0; trial < 2000; trial += 1) {
    const { interval } = shiftBetween(sample(), sample());
    if (interval && (interval.lower > 0 || interval.upper < 0)) shown += 1;
  }
  t.true(shown <= 0.06 * 2000, `${shown}`);
  t.true(shown >= 0.02 * 2000, `${shown}: an interval that wide would show nothing`);
});

/** All ways to choose this many of the numbers from 0 to count - 1, each in ascending order. */
function subsets(count: number, size: number): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: count }, (_, last) => last).flatMap((last) =>
    subsets(last, size - 1).map((rest) => [...rest, last]),
  );
}
