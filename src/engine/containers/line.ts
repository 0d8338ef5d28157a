import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { deferred } from '../../base/deferred.ts';
import type { TimeLimits } from '../connection/time-limits.ts';
import { EngineError, statusCodeOf } from '../engine-error.ts';

/** Somebody who wants to know when the engine falls silent. */
export interface Listening extends Disposable {
  /** Aborts, with the error that says so, when the engine has not answered anything for as long as a question may take. */
  readonly silence: AbortSignal;
}

/** Pings while a question may take its time. */
const pingsPerQuestion = 3;
/** Of the time for a question: what any call may take while the engine is silent. */
const partWhileSilent = 1 / 6;

/**
 * The way to an engine, on which every request is made. As long as somebody waits for an answer, or listens, the
 * engine is asked now and then whether it is still there: one that works on something long says so, and one that is
 * silent ends every wait at once, streams included. What is asked afterwards, such as to remove a lab, is given
 * a short time only, until there is an answer again: to tidy up with a dead engine must not take minutes.
 */
export class Line {
  readonly limits: TimeLimits;
  readonly #ping: (timeoutMs: number) => Promise<unknown>;
  #silence = silenceOfMany();
  #isSilent = false;
  /** When something was last heard, or when somebody began to listen after a time without anybody. */
  #heardAt = 0;
  #listeners = 0;
  #beats = false;

  /** @param ping asks whether the engine is there, and rejects when there is no answer in time */
  constructor(limits: TimeLimits, ping: (timeoutMs: number) => Promise<unknown>) {
    this.limits = limits;
    this.#ping = ping;
  }

  /**
   * Makes one request to the engine and gives up after a while, or when the engine falls silent.
   *
   * @param action what is asked for, in words that follow "could not"
   * @param limit until the answer, or the head of a stream, must be there: of the usual ones, or in milliseconds
   * @throws EngineError
   */
  async call<T>(
    action: string,
    limit: keyof TimeLimits | number,
    request: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const usualMs = typeof limit === 'number' ? limit : this.limits[limit];
    const timeoutMs = this.#isSilent ? Math.min(usualMs, this.limits.question * partWhileSilent) : usualMs;
    const abort = new AbortController();
    using listening = this.listen();
    using expiry = expiryAfter(timeoutMs, listening.silence);
    const answer = request(abort.signal);
    try {
      const value = await Promise.race([answer, expiry.promise]);
      this.#hear();
      return value;
    } catch (error) {
      abort.abort();
      // Whichever of the two is late must not become an unhandled rejection.
      answer.catch(() => {});
      // Not one ping was answered meanwhile either.
      if (performance.now() - this.#heardAt > this.limits.question / 2) this.#isSilent = true;
      throw new EngineError(action, error);
    }
  }

  /** Has the engine watched until it is disposed of. */
  listen(): Listening {
    if (this.#listeners === 0) this.#heardAt = performance.now();
    this.#listeners += 1;
    if (!this.#beats) void this.#beat();
    return {
      silence: this.#silence.signal,
      [Symbol.dispose]: () => {
        this.#listeners -= 1;
      },
    };
  }

  async #beat(): Promise<void> {
    this.#beats = true;
    while (this.#listeners > 0) {
      // Nobody has to wait for a program that has nothing else to do.
      await pause(this.limits.question / pingsPerQuestion, undefined, { ref: false });
      if (this.#listeners > 0) await this.#askWhetherItIsThere();
    }
    this.#beats = false;
  }

  /** A refusal may be of the moment; and whoever has asked for something is told of it without this. */
  async #askWhetherItIsThere(): Promise<void> {
    const left = () => this.#heardAt + this.limits.question - performance.now();
    try {
      // A program that was stopped for long, as by Ctrl-Z, has heard nothing meanwhile: the engine gets its time all the same.
      await this.#ping(Math.max(this.limits.question / pingsPerQuestion, left()));
      this.#hear();
    } catch (error) {
      // A refusal is an answer.
      if (statusCodeOf(error) !== undefined) this.#hear();
      else if (left() <= 0) this.#fallSilent();
    }
  }

  #hear(): void {
    this.#heardAt = performance.now();
    this.#isSilent = false;
  }

  #fallSilent(): void {
    const silence = this.#silence;
    this.#isSilent = true;
    this.#silence = silenceOfMany();
    silence.abort(new Error(`the engine has not answered for ${this.limits.question / 1000} s`));
  }
}

/** Every request listens: any number of them is no leak. */
function silenceOfMany(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

function expiryAfter(
  timeoutMs: number,
  silence: AbortSignal,
): Disposable & { readonly promise: Promise<never> } {
  const { promise, reject } = deferred<never>();
  const onSilence = () => reject(silence.reason);
  const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  silence.addEventListener('abort', onSilence);
  return {
    promise,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      silence.removeEventListener('abort', onSilence);
    },
  };
}
