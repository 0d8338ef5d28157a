import type { NodeStatus } from '../status/node-status.ts';

/** The time of day on the engine's machine, as far as its nodes have told it. */
export class EngineClock {
  /** How far it is ahead of CLOCK_MONOTONIC on that machine (ms). */
  #aheadOfMonotonic = 0;
  /** How far it is ahead of this process's clock (ms). */
  #aheadOfOurs = Number.NEGATIVE_INFINITY;

  /** @param now this process's clock when the answer with the other two was there (ms since 1970) */
  set({ monotonicNs, utcMs }: NodeStatus['clock'], now: number): void {
    this.#aheadOfMonotonic = utcMs - monotonicNs / 1e6;
    // An answer takes its time: the quickest one is the closest to the truth.
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
