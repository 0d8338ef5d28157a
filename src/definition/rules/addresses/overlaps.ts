import { addressRange } from '../../../base/addresses.ts';
import { type Placed, properPrefixes } from '../placed.ts';

export interface Overlap {
  readonly one: Placed<string>;
  readonly other: Placed<string>;
}

/** Prefixes with something in common: their owner, or their list. */
export interface PrefixGroup {
  readonly prefixes: readonly Placed<string>[];
}

/** Pairs of overlapping prefixes, one of each list. */
export function* overlapsBetween(
  ones: readonly Placed<string>[],
  others: readonly Placed<string>[],
): Generator<Overlap> {
  yield* overlapsOf([{ prefixes: ones }, { prefixes: others }], (one, other) => one !== other);
}

/** Pairs of overlapping prefixes of one list. */
export function* overlapsWithin(prefixes: readonly Placed<string>[]): Generator<Overlap> {
  yield* overlapsOf([{ prefixes }], () => true);
}

/**
 * Pairs of overlapping prefixes of some groups, the one of the earlier group first. Prefixes either contain each other or
 * have nothing in common, so a pass in the order of their addresses finds the pairs: each prefix lies inside those that
 * have begun and not ended. Of equal prefixes of a group only the first is compared with what lies inside.
 *
 * @param areConcerned whether pairs of these two groups are wanted; asked both ways round
 */
export function* overlapsOf<Group extends PrefixGroup>(
  groups: readonly Group[],
  areConcerned: (one: Group, other: Group) => boolean,
): Generator<Overlap> {
  const around: Ranged<Group>[] = [];
  for (const inner of inOrder(groups)) {
    while ((around.at(-1)?.last ?? Number.POSITIVE_INFINITY) < inner.first) around.pop();
    for (const outer of around) {
      if (!areConcerned(outer.group, inner.group)) continue;
      const [one, other] = outer.place < inner.place ? [outer, inner] : [inner, outer];
      yield { one: one.prefix, other: other.prefix };
    }
    const isKnown = around.some(({ group, first, last }) => {
      return group === inner.group && first === inner.first && last === inner.last;
    });
    if (!isKnown) around.push(inner);
  }
}

interface Ranged<Group> {
  readonly group: Group;
  readonly prefix: Placed<string>;
  /** Its place among all prefixes of all groups. */
  readonly place: number;
  readonly first: number;
  readonly last: number;
}

/** Sorted by the first address. What contains others comes before them. */
function inOrder<Group extends PrefixGroup>(groups: readonly Group[]): Ranged<Group>[] {
  return groups
    .flatMap((group) => properPrefixes(group.prefixes).map((prefix) => ({ group, prefix })))
    .map(({ group, prefix }, place): Ranged<Group> => {
      const { first, last } = addressRange(prefix.value);
      return { group, prefix, place, first, last };
    })
    .sort((a, b) => a.first - b.first || b.last - a.last || a.place - b.place);
}
