import { notYet, ready, until, WaitError } from '../base/until.ts';

/** Waits for conditions that change only with a report. The probes report ten times a second. */
export class Pulse {
  readonly #signal: AbortSignal;
  readonly #failure = new AbortController();
  readonly #listeners = new Set<() => void>();

  constructor(signal: AbortSignal) {
    this.#signal = AbortSignal.any([signal, this.#failure.signal]);
  }

  /** Tells all waits that a report has arrived. */
  beat(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Ends every wait, now and later, with that error. */
  fail(error: unknown): void {
    this.#failure.abort(error);
  }

  /**
   * Waits for the first beat at which the condition holds. The condition is not checked before the first beat, because
   * it would use reports from before the wait.
   *
   * @returns whether the condition held within `timeoutMs`
   * @throws the signal's reason when that aborts; any error that the condition throws
   */
  async until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    let hasBeaten = false;
    const wakeOn = (wake: () => void) => {
      const listener = () => {
        hasBeaten = true;
        wake();
      };
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    };
    const look = () => (hasBeaten && condition() ? ready() : notYet(''));
    const wait = { kind: 'nothing-measured', timeoutMs, signal: this.#signal, wakeOn } as const;
    try {
      await until('The condition', look, wait);
      return true;
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof WaitError) return false;
      throw error;
    }
  }
}
