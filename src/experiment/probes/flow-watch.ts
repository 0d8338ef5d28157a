import type { ProbeProgress } from './probe.ts';

/**
 * A flow counts as silent after this many nanoseconds without a packet. This is several times longer than a busy
 * machine delays a process, and much shorter than the outages that a lab measures.
 */
const silentAfter = 500e6;

interface Flow {
  readonly received: number;
  readonly lost: number;
  /** When its newest packet was first reported; absent before the first packet. */
  readonly heardAt: number | undefined;
}

/**
 * Watches the flows that one probe receives, by its progress: which flows are silent, and how long all flows have
 * arrived without loss. A trial uses this only to decide when to continue; all figures come from the records.
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

  /** Flows without a packet for half a second before the last report. */
  get silent(): number {
    const now = this.#now;
    if (now === undefined) return this.#flows.length;
    return this.#flows.filter(({ heardAt }) => heardAt === undefined || now - heardAt > silentAfter).length;
  }

  /** Nanoseconds for which every flow has arrived without a new loss, up to the last report. */
  get steadyFor(): number {
    return this.#now !== undefined && this.#steadySince !== undefined ? this.#now - this.#steadySince : 0;
  }
}
