import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import {
  changesEnding,
  compareSuites,
  loadBaseline,
  type SavedSuite,
} from '../../../src/batches/suite/baseline.ts';
import { baselineTable } from '../../../src/batches/suite/baseline-table.ts';
import { suiteFormat } from '../../../src/batches/suite/suite-result.ts';
import { numbered, withDirections } from '../../analysis/results.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { recovered, runResult } from './run-results.ts';
import { suiteOfEverything } from './suite-results.ts';

const [first, other] = suiteOfEverything.cases;
if (!first || !other) throw new Error('no cases');

/** A suite of one case whose return direction had these outages. */
function suite(id: string, ...outagesMs: readonly number[]): SavedSuite {
  const trials = outagesMs.map((estimateMs) =>
    withDirections(recovered, ({ name }) =>
      name === 'return' ? { longestOutage: { state: 'measured', estimateMs, halfWidthMs: 2 } } : {},
    ),
  );
  const attempts = first?.attempts.map((one) => ({ ...one, run: id })) ?? [];
  return {
    profile: 'fast',
    cases: first ? [{ ...first, attempts }] : [],
    plan: null,
    results: [runResult(numbered(trials), null, id)],
  };
}

const base = suite('old', 2100, 2400, 2700, 3100, 3600, 3900);

test('a case that became slower is told from noise, and so is one that became faster', (t) => {
  const slower = compareSuites(base, suite('new', 5200, 5400, 6100, 6500, 7000, 7800), 10);
  t.is(changesEnding(slower), 'failed');
  t.regex(baselineTable(slower), / Outage site to Azure SLOWER by 3\.\d+ s/);
  const same = compareSuites(base, suite('new', 2200, 2300, 2900, 3000, 3500, 4000), 10);
  t.is(changesEnding(same), 'passed');
  t.regex(baselineTable(same), /no more than chance/);
  const faster = compareSuites(base, suite('new', 500, 600, 700, 800, 900, 950), 10);
  t.is(changesEnding(faster), 'passed');
  t.regex(baselineTable(faster), / Outage site to Azure faster by /);
});

test('one trial shows nothing, and a case that is new is called so', (t) => {
  t.regex(baselineTable(compareSuites(base, suite('new', 9000), 10)), /too few trials/);
  const added = { ...base, cases: [other], results: [] };
  t.regex(baselineTable(compareSuites(base, added, 10)), /planned-maintenance +new +passed /);
});

test('a comparison of nothing is not passed, and what only one suite has is named', (t) => {
  const lost = compareSuites(base, { ...base, cases: [other], results: [] }, 10);
  t.is(changesEnding(lost), 'nothing-measured');
  t.regex(baselineTable(lost), /^Only in the baseline: active-standby, instance-crash\.\nNothing could be /m);
  const one = compareSuites(base, suite('new', 9000), 10);
  t.is(changesEnding(one), 'nothing-measured');
  t.deepEqual([one.onlyBefore, one.onlyNow], [[], []]);
});

test('a case that another shard runs is not lost', (t) => {
  const shard = { ...base, cases: [other], plan: [other, first], results: [] };
  t.deepEqual(compareSuites(base, shard, 10).onlyBefore, []);
});

test('runs on another dataplane are named with it, since they cannot be compared', (t) => {
  const now = suite('new', 2100, 2400, 2700, 3100, 3600, 3900);
  const results = now.results.map((one) => ({ ...one, run: { ...one.run, dataplane: 'kernel' as const } }));
  const changes = compareSuites(base, { ...now, results }, 10);
  t.is(changesEnding(changes), 'nothing-measured');
  t.regex(changes.onlyBefore.join(), /dataplane userspace$/);
  t.regex(changes.onlyNow.join(), /dataplane kernel$/);
});

test('a baseline of another profile is refused', async (t) => {
  const folder = join(await temporaryFolder(t), 'base');
  await mkdir(folder);
  const cases = suiteOfEverything.cases.map((one) => ({ ...one, figures: null }));
  await writeFile(join(folder, 'suite.json'), suiteFormat.write({ ...suiteOfEverything, cases }));
  t.is((await loadBaseline(folder, 'fast')).cases.length, cases.length);
  await t.throwsAsync(loadBaseline(folder, 'azure'), {
    message: `The baseline ${folder} has the profile fast, and this suite has azure, so nothing could be compared. Give --profile fast, or another baseline.`,
  });
});
