import { randomInt } from 'node:crypto';

const [first, end] = [20_000, 60_000] as const;

/**
 * Hands out random ranges of source ports that never overlap. The nodes keep the counts of earlier flows, and these
 * must not be mistaken for counts of new flows.
 */
export class SourcePorts {
  readonly #taken: { readonly from: number; readonly count: number }[] = [];

  /** Returns the first port of a new range of this size. */
  take(count: number): number {
    for (;;) {
      const from = randomInt(first, end - count);
      if (this.#taken.some((other) => from < other.from + other.count && other.from < from + count)) continue;
      this.#taken.push({ from, count });
      return from;
    }
  }
}
