import type { Lab } from '../lab/lab.ts';

/** Notes the event that restored full redundancy, and forgets it when redundancy is lost again. */
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
   * When redundancy was restored, in nanoseconds of the engine kernel's CLOCK_MONOTONIC; undefined while it is lost.
   *
   * @param t0 when the fault was applied; returned if redundancy was never lost
   */
  restoredAfter(t0: number): number | undefined {
    return this.#wasLost ? this.#restoredAt : t0;
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
