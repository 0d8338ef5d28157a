import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { statusCodeOf } from '../engine-error.ts';

/** Asks the engine at intervals whether it still answers, until it is disposed of. */
export interface EngineWatch extends Disposable {
  /** Aborts, with the reason, when the engine has not answered within the question timeout. */
  readonly lost: AbortSignal;
}

/** Pings within the time that a question may take. */
const pingsPerQuestion = 3;

/**
 * Notices when an engine falls silent. Any answer counts as a sign of life, a refusal as well. As long as there is a
 * watch, the engine is pinged: while it works on something long, it still answers pings.
 */
export class Heartbeat {
  readonly #questionMs: number;
  readonly #ping: (timeoutMs: number) => Promise<unknown>;
  #lost = signalOfMany();
  #isSilent = false;
  /** When the engine was last heard, or when watching began after a time without a watch. */
  #heardAt = 0;
  #watches = 0;
  #isBeating = false;

  /**
   * @param questionMs how long the engine may take to answer a question
   * @param ping asks whether the engine is there, and rejects when it does not answer in time
   */
  constructor(questionMs: number, ping: (timeoutMs: number) => Promise<unknown>) {
    this.#questionMs = questionMs;
    this.#ping = ping;
  }

  /** Whether the last thing that is known of the engine is its silence. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  watch(): EngineWatch {
    if (this.#watches === 0) this.#heardAt = performance.now();
    this.#watches += 1;
    if (!this.#isBeating) void this.#beat();
    return {
      lost: this.#lost.signal,
      [Symbol.dispose]: () => {
        this.#watches -= 1;
      },
    };
  }

  /** The engine gave an answer. */
  hear(): void {
    this.#heardAt = performance.now();
    this.#isSilent = false;
  }

  /** A request failed. The engine counts as silent if no ping was answered in that time either. */
  miss(): void {
    if (performance.now() - this.#heardAt > this.#questionMs / 2) this.#isSilent = true;
  }

  async #beat(): Promise<void> {
    this.#isBeating = true;
    while (this.#watches > 0) {
      // Pings alone do not keep the program running.
      await pause(this.#questionMs / pingsPerQuestion, undefined, { ref: false });
      if (this.#watches > 0) await this.#askWhetherItIsThere();
    }
    this.#isBeating = false;
  }

  async #askWhetherItIsThere(): Promise<void> {
    const left = () => this.#heardAt + this.#questionMs - performance.now();
    try {
      // After a long stop of this program, as by Ctrl-Z, no time is left, but the engine has to get a chance to answer.
      await this.#ping(Math.max(this.#questionMs / pingsPerQuestion, left()));
      this.hear();
    } catch (error) {
      if (statusCodeOf(error) !== undefined) this.hear();
      else if (left() <= 0) this.#lose();
    }
  }

  #lose(): void {
    const lost = this.#lost;
    this.#isSilent = true;
    this.#lost = signalOfMany();
    lost.abort(new Error(`the engine has not answered for ${this.#questionMs / 1000} s`));
  }
}

/** Every request listens to it, so many listeners are not a leak. */
function signalOfMany(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
