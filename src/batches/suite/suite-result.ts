import { z } from 'zod';
import { StoredFormat } from '../../base/files/stored.ts';
import { profileNames } from '../../definition/profile.ts';
import { type CaseResult, caseResultSchema } from './case-result.ts';

const suiteResultSchema = z
  .object({
    suite: z
      .object({
        id: z.string().describe('name of its folder'),
        startedAt: z.iso.datetime(),
        seconds: z.number().nonnegative(),
        profile: z.enum(profileNames),
        dataplane: z.string().describe('as asked for'),
        jobs: z.int().positive().describe('runs at once'),
        version: z.string().describe('of switchover'),
      })
      .readonly(),
    counts: z
      .object({
        passed: z.int(),
        failed: z.int().describe('everything that ran and did not pass'),
        notRun: z.int(),
      })
      .readonly(),
    cases: z.array(caseResultSchema).readonly().describe('in the order of the labs and of their `expect`'),
  })
  .readonly();

/**
 * `suite.json`: the result of every case of a suite. Readers should ignore keys that they do not know; a change that
 * would break them raises the version.
 */
export const suiteFormat = new StoredFormat({
  name: 'suite',
  version: 2,
  schema: suiteResultSchema,
  otherVersion: 'Run the suite again, or use the version that wrote it.',
});

export type SuiteResult = z.infer<typeof suiteResultSchema>;

export function suiteResult(suite: SuiteResult['suite'], cases: readonly CaseResult[]): SuiteResult {
  return { suite, counts: countsOf(cases), cases };
}

export function countsOf(cases: readonly Pick<CaseResult, 'outcome'>[]): SuiteResult['counts'] {
  const passed = cases.filter(({ outcome }) => outcome === 'passed').length;
  const notRun = cases.filter(({ outcome }) => outcome === 'not-run').length;
  return { passed, failed: cases.length - passed - notRun, notRun };
}
