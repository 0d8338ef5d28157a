/** What was waited for did not come in time. */
export class PulseTimeout extends Error {
  override readonly name = 'PulseTimeout';
}

/** Waits for conditions that can only change when something reports, such as the probes ten times a second. */
export class Pulse {
  readonly #signal: AbortSignal;
  readonly #failure = new AbortController();
  #onBeat: () => void = () => {};

  constructor(signal: AbortSignal) {
    this.#signal = AbortSignal.any([signal, this.#failure.signal]);
  }

  /** Something was reported. */
  beat(): void {
    this.#onBeat();
  }

  /** Ends every wait, now and later, with that error. */
  fail(error: unknown): void {
    this.#failure.abort(error);
  }

  /**
   * Resolves with the first beat at which the condition holds.
   *
   * @throws PulseTimeout when it has not within `timeoutMs`; the signal's reason when that aborts; whatever the
   * condition throws
   */
  until(what: string, condition: () => boolean, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        this.#onBeat = () => {};
        this.#signal.removeEventListener('abort', onAbort);
        finish();
      };
      const onAbort = () => settle(() => reject(this.#signal.reason));
      const timer = setTimeout(
        () => settle(() => reject(new PulseTimeout(`${what} took longer than ${timeoutMs / 1000} s.`))),
        timeoutMs,
      );
      this.#onBeat = () => {
        try {
          if (condition()) settle(resolve);
        } catch (error) {
          settle(() => reject(error));
        }
      };
      this.#signal.addEventListener('abort', onAbort);
      if (this.#signal.aborted) onAbort();
    });
  }
}
