import test from 'ava';
import type { Outage } from '../../../src/analysis/outages/outage.ts';
import type { TrialResult } from '../../../src/analysis/result.ts';
import { seriesOf } from '../../../src/analysis/statistics/series.ts';
import { invalid, recovered } from '../../batches/suite/run-results.ts';
import { numbered, withDirections, withFault } from '../results.ts';

const of = (target: string, trial: TrialResult): TrialResult =>
  withFault(trial, { fault: trial.fault.name, target });

test('a series for each target, with the trials that can be believed', (t) => {
  const series = seriesOf(
    numbered([of('a', recovered), of('b', recovered), of('a', invalid), of('a', recovered)]),
  );
  t.deepEqual(
    series.map(({ target, trials }) => [target, ...trials]),
    [
      ['a', 1, 4],
      ['b', 2],
    ],
  );
  t.deepEqual(seriesOf(numbered([invalid])), []);
});

test('nothing interrupted is an outage of 0; not back is longer than all others', (t) => {
  const outwardOutage = (longestOutage: Outage | null) =>
    withDirections(recovered, ({ name }) => (name === 'outward' ? { longestOutage } : {}));
  const calm = outwardOutage(null);
  const dark = { ...outwardOutage({ state: 'at-least', atLeastMs: 9000 }), redundancyRestoredMs: null };
  const [series] = seriesOf(numbered([recovered, calm, dark]));
  t.deepEqual(series?.directions[0]?.outage.values.slice(1), [0, null]);
  t.is(series?.directions[0]?.outage.minMs, 0);
  t.is(series?.redundancyRestored.maxMs, null);
  t.is(series?.redundancyRestored.minMs, recovered.redundancyRestoredMs);
});
