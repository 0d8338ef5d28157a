import type { Shard } from '../../base/shard.ts';
import { definitionDigest } from '../../lab/definition-digest.ts';
import { refuseEmptyShards, shardNumbers } from '../shards/divide.ts';
import { caseName } from './case-name.ts';
import { aboutCase } from './case-result.ts';
import type { PlannedCase } from './planned-case.ts';
import type { SuiteCase } from './suite-case.ts';

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
