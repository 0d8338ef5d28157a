import { z } from 'zod';
import { StoredFormat } from '../../base/files/stored.ts';
import { shardSchema } from '../../base/shard.ts';
import { profileNames } from '../../definition/profile.ts';
import { batchSettingsSchema } from '../batch-settings.ts';
import { type CaseResult, caseResultSchema } from './case-result.ts';
import { plannedCaseSchema } from './planned-case.ts';

const suiteResultSchema = z
  .object({
    suite: z
      .object({
        id: z.string().describe('name of its folder'),
        startedAt: z.iso.datetime(),
        seconds: z.number().nonnegative().describe('of merged shards, those of the longest one'),
        profile: z.enum(profileNames),
        dataplane: z.string().describe('as asked for'),
        jobs: z.int().positive().describe('runs at once; of merged shards, in all of them'),
        fresh: z.boolean().describe('whether each case had a new lab'),
        settings: batchSettingsSchema,
        version: z.string().describe('of switchover'),
        shard: shardSchema.nullable().describe('the part of the suite that this is; null: all of it'),
        missing: z
          .array(z.int().positive())
          .readonly()
          .describe('numbers of the shards that were not there when the others were merged'),
      })
      .readonly(),
    counts: z
      .object({
        passed: z.int(),
        failed: z.int().describe('everything that ran and did not pass'),
        notRun: z.int().describe('not reached, or of a missing shard'),
      })
      .readonly(),
    cases: z.array(caseResultSchema).readonly().describe('in the order of the labs and of their `expect`'),
    plan: z
      .array(plannedCaseSchema)
      .readonly()
      .nullable()
      .describe('of a shard: all cases of the suite; null: the suite is not divided'),
  })
  .readonly();

/**
 * `suite.json`: the result of every case of a suite. Readers should ignore keys that they do not know; a change that
 * would break them raises the version.
 */
export const suiteFormat = new StoredFormat({
  name: 'suite',
  version: 3,
  schema: suiteResultSchema,
  otherVersion: 'Run the suite again, or use the version that wrote it.',
});

export type SuiteResult = z.infer<typeof suiteResultSchema>;

export function suiteResult(
  suite: SuiteResult['suite'],
  cases: readonly CaseResult[],
  plan: SuiteResult['plan'] = null,
): SuiteResult {
  return { suite, counts: countsOf(cases), cases, plan };
}

export function countsOf(cases: readonly Pick<CaseResult, 'outcome'>[]): SuiteResult['counts'] {
  const passed = cases.filter(({ outcome }) => outcome === 'passed').length;
  const notRun = cases.filter(({ outcome }) => outcome === 'not-run' || outcome === 'missing').length;
  return { passed, failed: cases.length - passed - notRun, notRun };
}
