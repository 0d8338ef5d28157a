import type { ProbeProgress } from '../../experiment/probes/probe.ts';

/** A flow arrives again, after an outage. Times are of CLOCK_MONOTONIC. */
export interface EndedOutage {
  readonly flow: number;
  /** When its first lost packet was due (ms), to two intervals. */
  readonly fromMs: number;
  /** Packets that did not arrive, one after the other. */
  readonly lost: number;
  readonly durationMs: number;
  readonly uncertainMs: number;
}

interface Flow {
  readonly received: number;
  readonly lastSequence: number;
  /** The report with its newest packet. Absent: none has arrived yet. */
  readonly heardMs: number | undefined;
  /** Reports since then. */
  readonly silentReports: number;
  /** When its packet 0 was sent, as far as known: no report of a packet can be earlier than the packet. */
  readonly beganMs: number;
  readonly lostSince: boolean;
}

/** Milliseconds without a packet after which a flow is shown as silent: more than one report. */
const silentMs = 150;
/** Milliseconds without a report after which nothing is known. The probe writes ten a second. */
const unheardMs = 1000;
/** Shorter gaps (ms) are shown as loss. */
const leastOutageMs = 100;
/** Milliseconds between two reports after which some of them were dropped on the way. */
const droppedMs = 200;

const unheard: Flow = {
  received: 0,
  lastSequence: 0,
  heardMs: undefined,
  silentReports: 0,
  beganMs: Number.POSITIVE_INFINITY,
  lostSince: false,
};

/**
 * Follows the flows that one probe receives, by its reports. The schedule of the sender is fixed at its start, so the
 * sequence numbers say how long a gap was: packet n is due n intervals after packet 0. A report that comes late, or not at
 * all, changes nothing in that.
 */
export class FlowTracker {
  readonly #intervalMs: number;
  #flows: readonly Flow[];
  #nowMs: number | undefined;

  /** @param rate packets a second of each flow */
  constructor(flows: number, rate: number) {
    this.#intervalMs = 1000 / rate;
    this.#flows = Array.from({ length: flows }, () => unheard);
  }

  /** When the last report was made (ms); undefined: there was none. */
  get nowMs(): number | undefined {
    return this.#nowMs;
  }

  /** @returns the outages that have ended since the report before */
  update({ time, flows }: ProbeProgress): readonly EndedOutage[] {
    const nowMs = time / 1e6;
    const reportMs = nowMs - (this.#nowMs ?? nowMs);
    this.#nowMs = nowMs;
    const ended: EndedOutage[] = [];
    this.#flows = this.#flows.map((before, flow) => {
      const { received, lastSequence } = flows[flow] ?? before;
      const grown = received - before.received;
      if (grown <= 0) return { ...before, silentReports: before.silentReports + 1 };
      const beganMs = Math.min(before.beganMs, nowMs - lastSequence * this.#intervalMs);
      // What was sent before the receiver was there is no loss.
      const lost = before.heardMs === undefined ? 0 : lastSequence - before.lastSequence - grown;
      const wasSilent = before.silentReports > 0 || reportMs > droppedMs;
      if (wasSilent && lost * this.#intervalMs >= leastOutageMs) {
        ended.push({
          flow,
          fromMs: beganMs + (before.lastSequence + 1) * this.#intervalMs,
          lost,
          durationMs: lost * this.#intervalMs,
          // It began after the last packet before it was sent, and ended before the first one after it.
          uncertainMs: 2 * this.#intervalMs,
        });
      }
      const lostSince = before.lostSince || lost > 0;
      return { received, lastSequence, heardMs: nowMs, silentReports: 0, beganMs, lostSince };
    });
    return ended;
  }

  /** A letter for each flow, as {@link FlowStates} has them. What was lost counts once. */
  states(): string {
    const nowMs = this.#nowMs;
    const letters = this.#flows.map(({ heardMs, lostSince }) => {
      if (nowMs === undefined || heardMs === undefined) return '-';
      if (nowMs - heardMs > silentMs) return 's';
      return lostSince ? 'l' : 'a';
    });
    this.#flows = this.#flows.map((flow) => (flow.lostSince ? { ...flow, lostSince: false } : flow));
    return letters.join('');
  }

  /** The same when it is later than the last report (ms of the same clock as the reports). */
  isUnheard(nowMs: number): boolean {
    return this.#nowMs === undefined || nowMs - this.#nowMs > unheardMs;
  }
}
