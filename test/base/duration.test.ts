import test from 'ava';
import { duration } from '../../src/base/duration.ts';

test('a duration has the unit and the figures that a person reads', (t) => {
  const cases: readonly [number, string][] = [
    [0, '0.0 ms'],
    [0.578, '0.6 ms'],
    [9.94, '9.9 ms'],
    [10, '10 ms'],
    [851.4, '851 ms'],
    [1000, '1.00 s'],
    [2871.3, '2.87 s'],
    [9994, '9.99 s'],
    [26_700, '26.7 s'],
    [-12.4, '-12 ms'],
    [120_000, '120.0 s'],
  ];
  for (const [milliseconds, text] of cases) t.is(duration(milliseconds), text);
});

test('a duration that is rounded up to the next range has the figures of that range', (t) => {
  t.is(duration(9.96), '10 ms');
  t.is(duration(999.6), '1.00 s');
  t.is(duration(9996), '10.0 s');
});
