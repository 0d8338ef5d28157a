import type { NodeStatus } from '../status/node-status.ts';

/** The time of day on the engine's machine, estimated from the answers of its nodes. */
export class EngineClock {
  /** How far the time of day is ahead of CLOCK_MONOTONIC on that machine (ms). */
  #aheadOfMonotonic = 0;
  /** How far the time of day there is ahead of this process's clock (ms). */
  #aheadOfOurs = Number.NEGATIVE_INFINITY;

  /** @param now this process's clock when the answer with the other two arrived (ms since 1970) */
  set({ monotonicNs, utcMs }: NodeStatus['clock'], now: number): void {
    this.#aheadOfMonotonic = utcMs - monotonicNs / 1e6;
    // Every answer takes some time. The quickest one is closest to the truth.
    this.#aheadOfOurs = Math.max(this.#aheadOfOurs, utcMs - now);
  }

  /** When an event happened, in milliseconds since 1970. */
  utcMsAt(monotonicNs: number): number {
    return monotonicNs / 1e6 + this.#aheadOfMonotonic;
  }

  /** When an event happened. */
  at(monotonicNs: number): string {
    return iso(this.utcMsAt(monotonicNs));
  }

  now(): string {
    return iso(Date.now() + (Number.isFinite(this.#aheadOfOurs) ? this.#aheadOfOurs : 0));
  }
}

const iso = (utcMs: number): string => new Date(Math.round(utcMs)).toISOString();
