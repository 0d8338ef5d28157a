import { randomInt } from 'node:crypto';

const [first, end] = [20_000, 60_000] as const;

/**
 * Hands out random ranges of source ports, none of which overlaps an earlier one: the nodes go on counting the
 * packets of the flows before, and those of an old flow must not be taken for a new one's.
 */
export class SourcePorts {
  readonly #taken: { readonly from: number; readonly count: number }[] = [];

  /** The first port of a range of that many. */
  take(count: number): number {
    for (;;) {
      const from = randomInt(first, end - count);
      if (this.#taken.some((other) => from < other.from + other.count && other.from < from + count)) continue;
      this.#taken.push({ from, count });
      return from;
    }
  }
}
