import type { Lab } from '../lab/lab.ts';

/** Notes the event with which nothing was missing any more, for as long as nothing is missing again. */
export class RedundancyWatch implements Disposable {
  #restoredAt: number | undefined;
  #wasLost = false;
  readonly #stop: () => void;

  constructor(lab: Lab) {
    this.#stop = lab.events.listen(({ time }) => {
      if (!lab.state.isComplete) {
        this.#wasLost = true;
        this.#restoredAt = undefined;
      } else if (this.#wasLost) {
        this.#restoredAt ??= time;
      }
    });
  }

  /**
   * In nanoseconds of the engine kernel's CLOCK_MONOTONIC; absent while something is missing.
   *
   * @param t0 when the fault was applied: the answer where it cost no redundancy at all
   */
  restoredAfter(t0: number): number | undefined {
    return this.#wasLost ? this.#restoredAt : t0;
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
