import type { Lab } from '../lab/lab.ts';
import { carriedWithinSeconds } from '../lab/redundancy/tunnel-ports.ts';

/** Notes when full redundancy was restored, and forgets it when redundancy is lost again. */
export class RedundancyWatch implements Disposable {
  #restoredAt: number | undefined;
  #wasLost = false;
  /** Since when nothing but packets in the tunnels is missing. */
  #builtAt: number | undefined;
  readonly #stop: () => void;

  constructor({
    state,
    events,
  }: {
    readonly events: Pick<Lab['events'], 'listen'>;
    readonly state: Pick<Lab['state'], 'isBuilt' | 'isComplete'>;
  }) {
    if (state.isComplete) this.#builtAt = Number.NEGATIVE_INFINITY;
    this.#stop = events.listen(({ time }) => {
      if (state.isBuilt) this.#builtAt ??= time;
      else this.#builtAt = undefined;
      if (!state.isComplete) {
        this.#wasLost = true;
        this.#restoredAt = undefined;
      } else if (this.#wasLost) {
        this.#restoredAt ??= this.#restoration(time);
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

  /**
   * The counters of a new tunnel come later, by up to a second. If they show that it carries packets, it has done so since
   * it came up. A tunnel that was up all the time has just begun to carry packets again.
   */
  #restoration(confirmedAt: number): number {
    const builtAt = this.#builtAt ?? confirmedAt;
    return confirmedAt - builtAt <= carriedWithinSeconds * 1e9 ? builtAt : confirmedAt;
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
