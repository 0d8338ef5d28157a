import { type Deferred, deferred } from '../../base/deferred.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { RunningLab } from '../../lab/running-labs.ts';
import type { WorkWatch } from './current-work.ts';
import { messageOf } from './message-of.ts';

export interface OpeningListener {
  readonly onStep: (step: string, waiting: number) => void;
  /** The lab is up. */
  readonly onFound: (running: RunningLab) => Promise<void>;
  /** @param isRefusal it could not begin, so that nothing has changed */
  readonly onFailure: (message: string, isRefusal: boolean) => void;
}

/** A lab that is being opened, until it is up. */
export class Opening {
  /** Resolves when it is clear which lab it is; rejects when there is none. */
  readonly begun: Deferred<void> = deferred();
  /** Why it failed; undefined: it is up. It never rejects. */
  readonly over: Promise<string | undefined>;
  readonly #stop = new AbortController();

  /** @param find finds or makes the lab */
  constructor(
    find: (watch: WorkWatch & { readonly begin: () => void }) => Promise<RunningLab>,
    listener: OpeningListener,
  ) {
    let [text, before] = ['', 0];
    let hasBegun = false;
    const begin = () => {
      hasBegun = true;
      this.begun.resolve();
    };
    const watch = {
      signal: this.#stop.signal,
      begin,
      step: (step: string) => {
        text = step;
        listener.onStep(text, before);
      },
      waiting: (waiting: number) => {
        before = waiting;
        listener.onStep(text, before);
      },
    };
    // Not before the caller has the object.
    this.over = Promise.resolve()
      .then(() => find(watch))
      .then(async (running) => {
        this.#stop.signal.throwIfAborted();
        await listener.onFound(running);
        return undefined;
      })
      .catch((error: unknown) => {
        const message = messageOf(error);
        if (!this.#stop.signal.aborted) listener.onFailure(message, !hasBegun);
        if (!hasBegun) this.begun.reject(error);
        return message;
      });
    // Whoever does not wait for the beginning hears of the failure in the end.
    this.begun.promise.catch(() => {});
  }

  /** Ends it, and waits for that. */
  async end(): Promise<void> {
    this.#stop.abort(new SwitchoverError('interrupted', 'The lab was closed before it was up.'));
    await this.over;
  }
}
