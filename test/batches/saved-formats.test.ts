import test from 'ava';
import { compareRuns, leastTolerance } from '../../src/batches/compare/compare.ts';
import { comparisonFormat } from '../../src/batches/compare/comparison-result.ts';
import { suiteFormat } from '../../src/batches/suite/suite-result.ts';
import { sweepFormat, sweepResult } from '../../src/batches/sweep/sweep-result.ts';
import { runOfRounds } from '../report/run-result.ts';
import { recovered } from './suite/run-results.ts';
import { suiteOfEverything } from './suite/suite-results.ts';
import { wholeSweep } from './sweep/whole-sweep.ts';

test('a suite is read as it was written', (t) => {
  const text = suiteFormat.write(suiteOfEverything);
  t.is(JSON.parse(text).format, 'switchover-suite/3');
  t.deepEqual(suiteFormat.read(text, 'suite.json'), suiteOfEverything);
});

test('a sweep is read as it was written', (t) => {
  const sweep = sweepResult({
    id: 'sweep-1',
    startedAt: '2026-11-22T21:10:19.123Z',
    lab: 'dual-redundancy',
    fault: 'instance-crash',
    profile: 'fast',
    trials: 1,
    limitSeconds: null,
    ...wholeSweep,
    shard: { number: 1, of: 2 },
    plan: [{ title: 'DPD 9 s', shard: 1 }],
    cells: [],
  });
  const text = sweepFormat.write(sweep);
  t.is(JSON.parse(text).format, 'switchover-sweep/2');
  t.deepEqual(sweepFormat.read(text, 'sweep.json'), sweep);
});

test('a comparison is read as it was written', (t) => {
  const run = runOfRounds(4, [recovered, recovered, recovered, recovered]);
  const comparison = compareRuns([run], [run], { ...leastTolerance, percent: 10 });
  const text = comparisonFormat.write(comparison);
  t.is(JSON.parse(text).format, 'switchover-comparison/1');
  t.deepEqual(comparisonFormat.read(text, 'comparison.json'), comparison);
});
