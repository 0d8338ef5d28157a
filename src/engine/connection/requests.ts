import { deferred } from '../../base/deferred.ts';
import { EngineError } from '../engine-error.ts';
import { type EngineWatch, Heartbeat } from './heartbeat.ts';
import type { TimeLimits } from './time-limits.ts';

/** Share of a question's time that any request gets while the engine is silent. */
const shareWhileSilent = 1 / 6;

/**
 * Makes every request to an engine, each with a time limit. The engine is watched while a request waits: when it falls
 * silent, all requests end at once. As long as it stays silent, a request gets little time, because tidying up with a dead
 * engine must not take minutes.
 */
export class Requests {
  readonly limits: TimeLimits;
  readonly #heartbeat: Heartbeat;

  /** @param ping asks whether the engine is there, and rejects when it does not answer in time */
  constructor(limits: TimeLimits, ping: (timeoutMs: number) => Promise<unknown>) {
    this.limits = limits;
    this.#heartbeat = new Heartbeat(limits.question, ping);
  }

  /** Watches the engine, also while nothing is asked of it, until the watch is disposed of. */
  watch(): EngineWatch {
    return this.#heartbeat.watch();
  }

  /**
   * Makes one request.
   *
   * @param action what is asked for, in words that follow "could not"
   * @param limit one of the usual limits, or milliseconds, until the answer or the head of a stream must be there
   * @throws EngineError when the engine refuses, does not answer in time, or falls silent
   */
  async make<T>(
    action: string,
    limit: keyof TimeLimits | number,
    request: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const abort = new AbortController();
    using watch = this.watch();
    using expiry = expiryAfter(this.#timeoutMs(limit), watch.lost);
    const answer = request(abort.signal);
    try {
      const value = await Promise.race([answer, expiry.promise]);
      this.#heartbeat.hear();
      return value;
    } catch (error) {
      abort.abort();
      // The one of the two that settles late must not become an unhandled rejection.
      answer.catch(() => {});
      this.#heartbeat.miss();
      throw new EngineError(action, error);
    }
  }

  #timeoutMs(limit: keyof TimeLimits | number): number {
    const usual = typeof limit === 'number' ? limit : this.limits[limit];
    return this.#heartbeat.isSilent ? Math.min(usual, this.limits.question * shareWhileSilent) : usual;
  }
}

function expiryAfter(
  timeoutMs: number,
  lost: AbortSignal,
): Disposable & { readonly promise: Promise<never> } {
  const { promise, reject } = deferred<never>();
  const onLoss = () => reject(lost.reason);
  const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  lost.addEventListener('abort', onLoss);
  return {
    promise,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      lost.removeEventListener('abort', onLoss);
    },
  };
}
