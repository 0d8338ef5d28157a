import test from 'ava';
import type { TrialResult } from '../../../src/analysis/result.ts';
import { compareRuns, leastTolerance } from '../../../src/batches/compare/compare.ts';
import { withDirections } from '../../analysis/results.ts';
import { runOfRounds } from '../../report/run-result.ts';
import { invalid, recovered } from '../suite/run-results.ts';

/** Trials of the same crash, with these longest outages of the return direction. */
const trialsOf = (...outagesMs: readonly (number | null)[]): TrialResult[] =>
  outagesMs.map((outageMs) =>
    withDirections(recovered, ({ name }) => ({
      ...(name === 'return' && {
        longestOutage:
          outageMs === null
            ? { state: 'at-least', atLeastMs: 60_000 }
            : { state: 'measured', estimateMs: outageMs, halfWidthMs: 2 },
      }),
    })),
  );
const run = (...outagesMs: readonly (number | null)[]) =>
  runOfRounds(outagesMs.length, trialsOf(...outagesMs));
const tolerance = { ...leastTolerance, percent: 10 };
const base = run(2100, 2400, 2700, 3100, 3600, 3900);

const ofReturn = (comparison: ReturnType<typeof compareRuns>) =>
  comparison.cases[0]?.figures.find(({ title }) => title === 'Outage site to Azure');

test('doubled timers are told from noise', (t) => {
  const comparison = compareRuns([base], [run(5200, 5400, 6100, 6500, 7000, 7800)], tolerance);
  t.is(comparison.outcome, 'regression');
  t.is(ofReturn(comparison)?.outcome, 'regression');
  t.true((ofReturn(comparison)?.interval?.lowerMs ?? 0) > 1000);
  t.is(comparison.cases[0]?.figures[0]?.outcome, 'no-difference');
});

test('the same timers are not a regression, and shorter ones are an improvement', (t) => {
  const again = compareRuns([base], [run(2200, 2300, 2900, 3000, 3500, 4000)], tolerance);
  t.is(again.outcome, 'no-regression');
  t.is(ofReturn(again)?.outcome, 'no-difference');
  const shorter = compareRuns([base], [run(500, 600, 700, 800, 900, 950)], tolerance);
  t.is(shorter.outcome, 'no-regression');
  t.is(ofReturn(shorter)?.outcome, 'improvement');
});

test('a significant but small shift is within the tolerance', (t) => {
  const [old, now] = [run(40, 41, 42, 43), run(80, 81, 82, 83)];
  t.is(ofReturn(compareRuns([old], [now], tolerance))?.outcome, 'no-difference');
  t.is(ofReturn(compareRuns([old], [now], { percent: 10, milliseconds: 10 }))?.outcome, 'regression');
});

test('trials that never recover count as longer than all others', (t) => {
  const comparison = compareRuns([base], [run(null, null, null, null, null, null)], tolerance);
  t.is(ofReturn(comparison)?.outcome, 'regression');
  t.is(ofReturn(comparison)?.newMedianMs, null);
});

test('a few trials on either side do not suffice, and invalid trials do not count', (t) => {
  t.is(compareRuns([base], [run(9000)], tolerance).outcome, 'not-comparable');
  const comparison = compareRuns([base], [runOfRounds(6, Array(6).fill(invalid))], tolerance);
  t.is(comparison.outcome, 'not-comparable');
  t.is(comparison.cases.length, 0);
  t.deepEqual(comparison.onlyInBase, [
    'dual-redundancy: instance-crash of vnet1gw-0, profile fast, dataplane userspace',
  ]);
});

test('trials of several runs of a case count together, and changes between the runs are named', (t) => {
  const slower = run(5200, 5400, 6100);
  const connections = slower.connections.map(({ name, dpd }) => ({ name, dpd: { ...dpd, delaySeconds: 4 } }));
  const changed = { ...slower, connections };
  const comparison = compareRuns([base], [changed, run(6500, 7000, 7800)], tolerance);
  t.deepEqual(comparison.cases[0]?.trials, { base: 6, new: 6 });
  t.deepEqual(comparison.cases[0]?.changes, ['dpd: 1 s + 4 x 0.5 s to 4 s + 4 x 0.5 s']);
  t.is(comparison.outcome, 'regression');
});
