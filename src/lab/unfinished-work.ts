import { SwitchoverError } from '../base/errors/switchover-error.ts';

/**
 * What a lab is making at the moment. The removal of a lab closes this first, and waits until it is settled: then no
 * container appears after the removal.
 */
export class UnfinishedWork {
  readonly #labId: string;
  readonly #pending = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(labId: string) {
    this.#labId = labId;
  }

  /**
   * Counts some work as unfinished until it is done.
   *
   * @throws SwitchoverError (lab-not-ready) if the work is done only after the end of the lab began
   */
  async finish<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work);
    try {
      const made = await work;
      if (this.#isClosed) throw new SwitchoverError('lab-not-ready', `${this.#labId} is being removed.`);
      return made;
    } finally {
      this.#pending.delete(work);
    }
  }

  /** From now on, work that is done comes too late. */
  close(): void {
    this.#isClosed = true;
  }

  /** Waits until all work is done or has failed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#pending);
  }
}

/** Waits for all tasks even if one fails, so that nothing is half made when the rest is removed. */
export async function allOrNone(tasks: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(tasks);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
