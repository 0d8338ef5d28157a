import { medianOf } from '../../analysis/statistics/distribution.ts';
import { counted } from '../../base/counted.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Shard } from '../../base/shard.ts';

/** A case that is to be put into a shard. */
export interface Weighed {
  readonly name: string;
  /** How long it took the last time, above 0. Undefined: not known. */
  readonly seconds: number | undefined;
}

/**
 * Divides cases into shards that take about as long as each other: the longest case first, each into the shard that has
 * least to do until then (Graham 1969: never more than 4/3 of the best division). A case of unknown duration counts as
 * long as the median of the others. Names decide between equals, so that every machine divides alike, in whatever order
 * it has the cases.
 *
 * @returns the number of the shard of each case, from 1
 */
export function shardNumbers(cases: readonly Weighed[], shards: number): number[] {
  const known = cases.flatMap(({ seconds }) => seconds ?? []);
  const usual = known.length === 0 ? 1 : medianOf(known);
  const weighed = cases.map(({ name, seconds = usual }, index) => ({ name, seconds, index }));
  const numbers = new Map<number, number>();
  const loads = Array.from({ length: shards }, () => 0);
  for (const { seconds, index } of weighed.sort((a, b) => b.seconds - a.seconds || compareNames(a, b))) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + seconds;
    numbers.set(index, least + 1);
  }
  return cases.map((_, index) => numbers.get(index) ?? 1);
}

/**
 * @param noun of what is divided
 * @throws SwitchoverError (wrong-input) when a shard would have nothing to do
 */
export function refuseEmptyShards(count: number, { of }: Shard, noun: string): void {
  if (of <= count) return;
  throw new SwitchoverError(
    'wrong-input',
    `${counted(count, noun)} cannot be divided into ${counted(of, 'shard')}: use at most ${count}.`,
  );
}

// Not by the language of the machine: it may differ from one machine to the other.
const compareNames = (a: Weighed, b: Weighed): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
