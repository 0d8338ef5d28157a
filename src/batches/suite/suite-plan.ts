import { z } from 'zod';
import type { Shard } from '../../base/shard.ts';
import { definitionDigest } from '../../lab/definition-digest.ts';
import { refuseEmptyShards, shardNumbers } from '../shards/divide.ts';
import { aboutCase, caseAboutSchema } from './case-result.ts';
import type { SuiteCase } from './suite-case.ts';
import { caseName } from './suite-table.ts';

/** A case of a suite that is divided: every shard knows all of them, so that it is known what a missing one had. */
export const plannedCaseSchema = z
  .object({
    ...caseAboutSchema.unwrap().shape,
    definition: z.string().describe('digest of the definition of its lab'),
    shard: z.int().positive().describe('number of the shard that runs it'),
  })
  .readonly();

export type PlannedCase = z.infer<typeof plannedCaseSchema>;

/**
 * Which shard runs which case.
 *
 * @param seconds that cases took the last time
 * @throws SwitchoverError (wrong-input) when there are more shards than cases
 */
export function suitePlan(
  cases: readonly SuiteCase[],
  shard: Shard,
  seconds: Readonly<Record<string, number>>,
): PlannedCase[] {
  refuseEmptyShards(cases.length, shard, 'case');
  const names = cases.map((one) => caseName(aboutCase(one)));
  const numbers = shardNumbers(
    names.map((name) => ({ name, seconds: seconds[name] })),
    shard.of,
  );
  return cases.map((one, index) => ({
    ...aboutCase(one),
    definition: definitionDigest(one.definition),
    shard: numbers[index] ?? 1,
  }));
}
