import { addressRange } from '../../../base/addresses.ts';
import { type Placed, properPrefixes } from '../placed.ts';

export interface Overlap {
  readonly one: Placed<string>;
  readonly other: Placed<string>;
}

/** Pairs of overlapping prefixes, one of each list. */
export function* overlapsBetween(
  ones: readonly Placed<string>[],
  others: readonly Placed<string>[],
): Generator<Overlap> {
  const ranges = withRanges(others);
  for (const one of withRanges(ones)) {
    for (const other of ranges) if (overlap(one, other)) yield { one: one.prefix, other: other.prefix };
  }
}

/** Pairs of overlapping prefixes of one list. */
export function* overlapsWithin(prefixes: readonly Placed<string>[]): Generator<Overlap> {
  const ranges = withRanges(prefixes);
  for (const [index, other] of ranges.entries()) {
    for (const one of ranges.slice(0, index))
      if (overlap(one, other)) yield { one: one.prefix, other: other.prefix };
  }
}

const withRanges = (prefixes: readonly Placed<string>[]) =>
  properPrefixes(prefixes).map((prefix) => ({ prefix, ...addressRange(prefix.value) }));

type Range = ReturnType<typeof withRanges>[number];

const overlap = (one: Range, other: Range) => one.first <= other.last && other.first <= one.last;
