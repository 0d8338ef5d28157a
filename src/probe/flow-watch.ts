import type { ProbeProgress } from './probe.ts';

/**
 * Watches the flows that one probe receives, as far as its progress tells: which of them flow, and since when all
 * of them have, without a gap. It decides when to go on; what is reported comes from the records.
 */
export class FlowWatch {
  readonly #flows: number;
  #last: ProbeProgress | undefined;
  #flowing: boolean[];
  #steadySince: number | undefined;
  readonly #lostSoFar: number[];

  constructor(flows: number) {
    this.#flows = flows;
    this.#flowing = Array.from({ length: flows }, () => false);
    this.#lostSoFar = Array.from({ length: flows }, () => 0);
  }

  update(progress: ProbeProgress): void {
    const before = this.#last;
    this.#last = progress;
    if (!before) return;
    const gaps = progress.flows.map(({ received, lastSequence }, flow) => {
      const lost = lastSequence + 1 - received;
      const lostMore = lost > (this.#lostSoFar[flow] ?? 0);
      this.#lostSoFar[flow] = lost;
      return lostMore;
    });
    this.#flowing = progress.flows.map(
      ({ received }, flow) => received > (before.flows[flow]?.received ?? 0),
    );
    const steady = this.#flowing.every(Boolean) && !gaps.some(Boolean);
    if (!steady) this.#steadySince = undefined;
    else this.#steadySince ??= before.time;
  }

  /** Flows of which nothing arrived between the last two looks. */
  get silent(): number {
    return this.#last ? this.#flowing.filter((flowing) => !flowing).length : this.#flows;
  }

  /** Nanoseconds for which every flow has arrived without a new loss, up to the last look. */
  get steadyFor(): number {
    return this.#last && this.#steadySince !== undefined ? this.#last.time - this.#steadySince : 0;
  }
}
