import * as z from 'zod';
import { isPrefix, prefixesFrom, roomFrom } from '../../base/addresses.ts';
import { labLimits } from '../lab-limits.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { prefix } from './value-checks.ts';

/** A prefix, or the first of many and how many they are. */
export type WrittenPrefix = string | PrefixRun;

interface PrefixRun {
  readonly from: string;
  readonly count: number;
}

const { most } = labLimits.prefixes;

/** The prefixes of a site. A run comes last, so that each prefix before it keeps its place in the file. */
export function sitePrefixesForm(leaf: Leaf) {
  const onePrefix = formKit(leaf).text(prefix);
  // The object comes first: a salvaged value would otherwise always be an empty prefix.
  const item = z.union([
    z.strictObject({
      from: onePrefix.describe('The first of many prefixes of the same length, each behind the other.'),
      count: leaf(z.int().meta({ minimum: 1, maximum: most }), 0).describe(
        `How many they are, so that the site has at most ${most}.`,
      ),
    }),
    onePrefix,
  ]);
  return leaf(z.array(item).min(1).max(most).superRefine(fitting).optional(), undefined);
}

/** All prefixes of a list. */
export const expanded = (prefixes: readonly WrittenPrefix[]): string[] =>
  prefixes.flatMap((one) => {
    if (typeof one === 'string') return [one];
    return isPrefix(one.from) ? prefixesFrom(one.from, one.count) : [''];
  });

function fitting(prefixes: readonly WrittenPrefix[], context: z.RefinementCtx): void {
  for (const [index, run] of prefixes.entries()) {
    if (typeof run === 'string') continue;
    const fault = faultOf(run, index, prefixes.length);
    if (!fault) continue;
    const { rule, predicate: message, advice } = fault;
    context.addIssue({ code: 'custom', message, path: [index, 'count'], params: { rule, advice } });
  }
}

function faultOf({ from, count }: PrefixRun, index: number, length: number) {
  if (index < length - 1)
    return {
      rule: 'prefix-run-not-last',
      predicate: 'stands for many prefixes, and another one follows.',
      advice: 'Write it at the end of the list.',
    };
  if (count < 1 || index + count > most)
    return {
      rule: 'prefix-run-out-of-range',
      predicate: `is ${count}; 1 to ${most - index} are possible here.`,
      advice: `A site has at most ${most} prefixes, one more than a BGP peer may announce to Azure.`,
    };
  if (isPrefix(from) && count > roomFrom(from))
    return {
      rule: 'prefix-run-out-of-range',
      predicate: `is ${count}; from ${from} to the last IPv4 address there are ${roomFrom(from)} prefixes.`,
      advice: 'Begin with a lower or a longer prefix.',
    };
  return undefined;
}
