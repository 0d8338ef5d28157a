import test from 'ava';
import { readDurations, updatedDurations } from '../../../src/batches/shards/durations.ts';
import { caseName } from '../../../src/batches/suite/case-name.ts';
import { caseWithoutRun } from '../../../src/batches/suite/case-result.ts';
import { suiteCases } from '../../../src/batches/suite/suite-cases.ts';
import { suiteExitCode } from '../../../src/batches/suite/suite-exit-code.ts';
import { junitOfSuite } from '../../../src/batches/suite/suite-junit.ts';
import { suitePlan } from '../../../src/batches/suite/suite-plan.ts';
import { countsOf, suiteResult } from '../../../src/batches/suite/suite-result.ts';
import { suiteTable } from '../../../src/batches/suite/suite-table.ts';
import { suiteOfEverything } from './suite-results.ts';

const cases = await suiteCases([], 'fast', () => {});
const { profiles } = await readDurations();
const seconds = profiles.fast ?? {};

test('the durations that come with the program have only cases that there are', (t) => {
  const names = suitePlan(cases, { number: 1, of: 1 }, {}).map(caseName);
  t.deepEqual(
    Object.keys(seconds).filter((name) => !names.includes(name)),
    [],
  );
});

test('five shards of all labs take about as long as each other', (t) => {
  const plan = suitePlan(cases, { number: 1, of: 5 }, seconds);
  const loads = [1, 2, 3, 4, 5].map((number) =>
    plan.filter(({ shard }) => shard === number).reduce((sum, one) => sum + (seconds[caseName(one)] ?? 0), 0),
  );
  const mean = loads.reduce((sum, load) => sum + load) / loads.length;
  t.true(Math.max(...loads) < 1.1 * mean, loads.join(' '));
  t.deepEqual(suitePlan(cases, { number: 4, of: 5 }, seconds), plan, 'every shard divides alike');
});

test('durations of a suite replace those that were known, and no others', (t) => {
  const known = { profiles: { azure: { a: 300 }, fast: { b: 30, a: 20 } } };
  t.deepEqual(
    updatedDurations(
      known,
      'fast',
      new Map([
        ['b', 25],
        ['c', 10],
      ]),
    ),
    {
      profiles: { azure: { a: 300 }, fast: { a: 20, b: 25, c: 10 } },
    },
  );
});

test('a case of a missing shard is an error, and the suite is not passed', (t) => {
  const [first] = suiteOfEverything.cases;
  if (!first) throw new Error('no case');
  const suite = suiteResult({ ...suiteOfEverything.suite, missing: [3] }, [
    first,
    caseWithoutRun(first, 'missing'),
  ]);
  t.is(suiteExitCode(suite), 3);
  t.deepEqual(countsOf(suite.cases), { passed: 1, failed: 0, notRun: 1 });
  t.regex(suiteTable(suite), /^Missing: shard 3\.\n1 passed, 0 failed, 1 not run$/m);
  t.regex(junitOfSuite(suite), /<error message="no shard that was merged has it" type="missing">/);
});
