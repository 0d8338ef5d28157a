import type { Lab } from '../lab/lab.ts';

/** Notes the event with which nothing was missing any more, for as long as nothing is missing again. */
export class RedundancyWatch implements Disposable {
  #restoredAt: number | undefined;
  readonly #stop: () => void;

  constructor(lab: Lab) {
    this.#stop = lab.events.listen(({ time }) => {
      if (lab.state.missing().length > 0) this.#restoredAt = undefined;
      else this.#restoredAt ??= time;
    });
  }

  /** In nanoseconds of the engine kernel's CLOCK_MONOTONIC; absent while something is missing. */
  get restoredAt(): number | undefined {
    return this.#restoredAt;
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
