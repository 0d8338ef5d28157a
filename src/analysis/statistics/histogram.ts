/**
 * A histogram of durations with steps of 1 %, for quantiles of millions of packets without sorting them.
 * Durations below 1 us count as 1 us.
 */
export class Histogram {
  readonly #counts = new Uint32Array(4096);
  #total = 0;
  #max = 0;

  /** @param ns a duration in ns; 1 us to about 10 days are told apart. */
  add(ns: number): void {
    const step = Math.round(Math.log(Math.max(ns, 1000) / 1000) * stepsPerE);
    const slot = Math.min(step, this.#counts.length - 1);
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    this.#total += 1;
    if (ns > this.#max) this.#max = ns;
  }

  /** Largest duration, exact, in ns; undefined if nothing was added. */
  get max(): number | undefined {
    return this.#total === 0 ? undefined : this.#max;
  }

  /**
   * The duration in ns that a share `q` (0 to 1) of all does not exceed, to within 0.5 %; undefined if nothing
   * was added.
   */
  quantile(q: number): number | undefined {
    const rank = Math.max(1, Math.ceil(q * this.#total));
    let seen = 0;
    for (const [step, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= rank) return Math.min(1000 * Math.exp(step / stepsPerE), this.#max);
    }
    return undefined;
  }
}

const stepsPerE = 100;
