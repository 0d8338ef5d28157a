import test from 'ava';
import { compareStall } from '../../../../src/analysis/traffic/stalls/stall-comparison.ts';

const predicted = { minMs: 3000, maxMs: 3300 };
const verdictOf = (longestStallMs: number | null, goesOn = false) =>
  compareStall({ longestStallMs, goesOn, predicted }).verdict;

test('a stall is compared with its prediction', (t) => {
  t.deepEqual(
    [2999, 3000, 3300, 3301].map((stall) => verdictOf(stall)),
    ['shorter', 'within', 'within', 'longer'],
  );
  t.is(verdictOf(null), 'not-comparable');
});

test('a stall that goes on may still become long enough, but not shorter', (t) => {
  t.is(verdictOf(2000, true), 'not-comparable');
  t.is(verdictOf(4000, true), 'longer');
});

test('the explanation says by how much it is outside', (t) => {
  t.regex(
    compareStall({ longestStallMs: 4000, goesOn: false, predicted }).explanation,
    /is 700 ms above .* lost or late/,
  );
  t.regex(
    compareStall({ longestStallMs: 2500, goesOn: false, predicted }).explanation,
    /is 500 ms below .* shorter time/,
  );
});

test('stateful firewalls explain a connection that never comes back, where there are two to move between', (t) => {
  const explained = (...firewalls: string[]) =>
    compareStall({ longestStallMs: 16_000, goesOn: true, predicted, firewalls }).explanation;
  t.regex(explained('fw-a', 'fw-b'), /; fw-a, fw-b are stateful firewalls, .* never comes back$/);
  t.regex(explained('fw-a'), /lost or late/);
});

test('a stall on a line that loses single packets is not compared', (t) => {
  const comparison = compareStall({ longestStallMs: 400, goesOn: false, predicted: { minMs: 0, maxMs: 0 } });
  t.is(comparison.verdict, 'not-comparable');
});
