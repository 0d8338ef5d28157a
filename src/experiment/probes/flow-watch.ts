import type { ProbeProgress } from './probe.ts';

/**
 * Nanoseconds without a packet after which a flow counts as silent: several times what a busy machine may hold a
 * process back, and much less than any outage that a lab is about.
 */
const silentAfter = 500e6;

interface Flow {
  readonly received: number;
  readonly lost: number;
  /** When the first look saw its newest packet; absent before the first. */
  readonly heardAt: number | undefined;
}

/**
 * Watches the flows that one probe receives, as far as its progress tells: which of them flow, and since when all
 * of them have, without a loss. It decides when to go on; what is reported comes from the records.
 */
export class FlowWatch {
  #flows: readonly Flow[];
  #now: number | undefined;
  #steadySince: number | undefined;

  constructor(flows: number) {
    this.#flows = Array.from({ length: flows }, () => ({ received: 0, lost: 0, heardAt: undefined }));
  }

  update({ time, flows }: ProbeProgress): void {
    const before = this.#flows;
    this.#now = time;
    this.#flows = before.map((flow, index) => {
      const { received, lastSequence } = flows[index] ?? { received: 0, lastSequence: -1 };
      return {
        received,
        lost: lastSequence + 1 - received,
        heardAt: received > flow.received ? time : flow.heardAt,
      };
    });
    const losing = this.#flows.some(({ lost }, index) => lost > (before[index]?.lost ?? 0));
    if (losing || this.silent > 0) this.#steadySince = undefined;
    else this.#steadySince ??= time;
  }

  /** Flows of which nothing has arrived for half a second, up to the last look. */
  get silent(): number {
    const now = this.#now;
    if (now === undefined) return this.#flows.length;
    return this.#flows.filter(({ heardAt }) => heardAt === undefined || now - heardAt > silentAfter).length;
  }

  /** Nanoseconds for which every flow has arrived without a new loss, up to the last look. */
  get steadyFor(): number {
    return this.#now !== undefined && this.#steadySince !== undefined ? this.#now - this.#steadySince : 0;
  }
}
