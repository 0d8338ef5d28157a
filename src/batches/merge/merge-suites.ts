import { caseName } from '../suite/case-name.ts';
import { type CaseResult, caseWithoutRun } from '../suite/case-result.ts';
import { type SuiteResult, suiteResult } from '../suite/suite-result.ts';
import type { Part, Together } from './parts.ts';

/** A suite as a shard; undefined when it is not one. */
export function suitePart(result: SuiteResult, path: string): Part<SuiteResult> | undefined {
  const { suite, plan, cases } = result;
  if (!suite.shard || !plan) return undefined;
  return {
    path,
    result,
    shard: suite.shard,
    complete: cases.every(({ outcome }) => outcome !== 'not-run' && outcome !== 'interrupted'),
    common: {
      profile: suite.profile,
      dataplane: suite.dataplane,
      'a new lab for each case': suite.fresh,
      'version of switchover': suite.version,
      ...suite.settings,
      'definitions of the labs': Object.fromEntries(plan.map(({ lab, definition }) => [lab, definition])),
      'cases, their limits, and how they are divided': plan,
    },
  };
}

/** The shards of a suite as one suite, its cases in their usual order. @param id name of its folder */
export function mergedSuite({ parts, missing }: Together<SuiteResult>, id: string): SuiteResult {
  const suites = parts.map(({ result }) => result.suite);
  const results = new Map(
    parts.flatMap(({ result }) => result.cases.map((one): [string, CaseResult] => [caseName(one), one])),
  );
  const [{ result: first }] = parts;
  const cases = (first.plan ?? []).map(
    ({ shard: _, definition: __, ...about }) =>
      results.get(caseName(about)) ?? caseWithoutRun(about, 'missing'),
  );
  return suiteResult(
    {
      ...first.suite,
      id,
      startedAt: suites.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.suite.startedAt,
      seconds: Math.max(...suites.map(({ seconds }) => seconds)),
      jobs: suites.reduce((sum, { jobs }) => sum + jobs, 0),
      shard: null,
      missing,
    },
    cases,
  );
}
