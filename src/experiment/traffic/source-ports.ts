import { randomInt } from 'node:crypto';

const [first, end] = [20_000, 60_000] as const;
/**
 * So many ports are remembered. More would leave no room for long ranges. The nodes forget a flow after 15 minutes. A
 * search in a lab of a hundred tunnels takes up to 900 ports, so that twenty trials that all search, within a quarter of
 * an hour, would take ports again of which there are still counts.
 */
const mostRemembered = (end - first) / 2;

/**
 * Hands out random ranges of source ports that do not overlap. The nodes keep the counts of earlier flows, and these
 * must not be mistaken for counts of new flows.
 */
export class SourcePorts {
  readonly #taken: { readonly from: number; readonly count: number }[] = [];

  /** Returns the ports of a new range of this size, in order. */
  take(count: number): number[] {
    while (this.#remembered + count > mostRemembered) this.#taken.shift();
    for (;;) {
      const from = randomInt(first, end - count);
      if (this.#taken.some((other) => from < other.from + other.count && other.from < from + count)) continue;
      this.#taken.push({ from, count });
      return Array.from({ length: count }, (_, index) => from + index);
    }
  }

  get #remembered(): number {
    return this.#taken.reduce((sum, { count }) => sum + count, 0);
  }
}
