import test from 'ava';
import { longestTimers } from '../../../src/batches/sweep/recommend.ts';
import type { SweepCell } from '../../../src/batches/sweep/sweep-cell.ts';

const cell = (dpdSeconds: number, bgpHoldSeconds: number, worstMs: number | null): SweepCell => ({
  title: `${dpdSeconds} and ${bgpHoldSeconds}`,
  timers: { dpdSeconds, bgpHoldSeconds, bgpKeepaliveSeconds: bgpHoldSeconds / 3 },
  run: 'run',
  problem: null,
  directions: [],
  worstMs,
});
const titles = (cells: readonly SweepCell[]) => cells.map(({ title }) => title);

test('the longest timers that keep the limit are recommended, several if none is longer in all of them', (t) => {
  const cells = [
    cell(9, 9, 8000),
    cell(9, 30, 9000),
    cell(15, 9, 14_000),
    cell(15, 30, 21_000),
    cell(30, 9, 29_000),
  ];
  t.deepEqual(titles(longestTimers(cells, 20_000)), ['9 and 30', '15 and 9']);
  t.deepEqual(titles(longestTimers(cells, 25_000)), ['15 and 30']);
  t.deepEqual(titles(longestTimers(cells, 30_000)), ['15 and 30', '30 and 9']);
});

test('a combination that did not recover, or did not run, does not keep a limit', (t) => {
  t.deepEqual(longestTimers([cell(9, 9, null), { ...cell(15, 9, null), timers: null }], 1e9), []);
});

test('equal timers are both recommended', (t) => {
  t.is(longestTimers([cell(9, 9, 1000), cell(9, 9, 2000)], 5000).length, 2);
});
