import { deferred } from '../../base/deferred.ts';
import type { QueuedWork, QueueWatch, WorkQueue } from './work-queue.ts';

/**
 * First come, first served. Two labs are brought up at a time: a bring-up waits for daemons half of its time. A trial
 * measures, so nothing of this queue goes on beside it. Nobody overtakes; otherwise a trial would wait until no lab comes
 * up any more.
 */
export class FairQueue implements WorkQueue {
  readonly #waiting: Waiter[] = [];
  #taken = 0;

  async run<T>(kind: QueuedWork, work: () => Promise<T>, { onWaiting, signal }: QueueWatch): Promise<T> {
    signal?.throwIfAborted();
    const share = shares[kind];
    await this.#turn(share, onWaiting, signal);
    try {
      return await work();
    } finally {
      this.#taken -= share;
      this.#admit();
    }
  }

  async #turn(share: number, onWaiting: QueueWatch['onWaiting'], signal: AbortSignal | undefined) {
    const { promise, resolve, reject } = deferred<void>();
    const waiter: Waiter = { share, begin: resolve, onWaiting, told: undefined };
    const onAbort = () => {
      if (!this.#leave(waiter)) return;
      reject(signal?.reason);
      this.#admit();
    };
    this.#waiting.push(waiter);
    signal?.addEventListener('abort', onAbort);
    this.#admit();
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** @returns whether it was still waiting */
  #leave(waiter: Waiter): boolean {
    const place = this.#waiting.indexOf(waiter);
    if (place >= 0) this.#waiting.splice(place, 1);
    return place >= 0;
  }

  #admit(): void {
    for (;;) {
      const [first] = this.#waiting;
      if (!first || this.#taken + first.share > places) break;
      this.#waiting.shift();
      this.#taken += first.share;
      first.onWaiting(0);
      first.begin();
    }
    // The ones that go on come before the first that waits.
    this.#waiting.forEach((waiter, index) => {
      const before = index + (this.#taken > 0 ? 1 : 0);
      if (waiter.told === before) return;
      waiter.told = before;
      waiter.onWaiting(before);
    });
  }
}

interface Waiter {
  readonly share: number;
  readonly begin: () => void;
  readonly onWaiting: QueueWatch['onWaiting'];
  told: number | undefined;
}

const places = 2;
const shares: Readonly<Record<QueuedWork, number>> = { 'bring-up': 1, trial: places };
