import test from 'ava';
import type { TrialResult } from '../../../src/analysis/result.ts';
import { seriesOf } from '../../../src/analysis/statistics/series.ts';
import { invalid, recovered } from '../../batches/suite/run-results.ts';

const of = (target: string, trial: TrialResult): TrialResult => ({
  ...trial,
  fault: { ...trial.fault, target },
});

test('a series for each target, with the trials that can be believed', (t) => {
  const series = seriesOf([of('a', recovered), of('b', recovered), of('a', invalid), of('a', recovered)]);
  t.deepEqual(
    series.map(({ target, trials }) => [target, ...trials]),
    [
      ['a', 1, 4],
      ['b', 2],
    ],
  );
  t.deepEqual(seriesOf([invalid]), []);
});

test('nothing interrupted is an outage of 0; not back is longer than all others', (t) => {
  const [first, second] = recovered.directions;
  t.truthy(first && second);
  if (!first || !second) return;
  const calm = { ...recovered, directions: [{ ...first, outage: null }, second] };
  const dark: TrialResult = {
    ...recovered,
    directions: [{ ...first, outage: { state: 'at-least', atLeastMs: 9000 } }, second],
    redundancyRestoredMs: null,
  };
  const [series] = seriesOf([recovered, calm, dark]);
  t.deepEqual(series?.directions[0]?.outage.values.slice(1), [0, null]);
  t.is(series?.directions[0]?.outage.minMs, 0);
  t.is(series?.redundancyRestored.maxMs, null);
  t.is(series?.redundancyRestored.minMs, recovered.redundancyRestoredMs);
});
