import { deferred } from '../../base/deferred.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Work } from '../protocol/updates.ts';
import { messageOf } from './message-of.ts';

/** How some work reports its progress, and learns that it has to end. */
export interface WorkWatch {
  readonly signal: AbortSignal;
  /** What happens just now, for people. */
  readonly step: (text: string) => void;
  readonly waiting: (before: number) => void;
}

export interface WorkListener {
  readonly onChange: (work: Work | null) => void;
  /** Work that had begun failed, other than by {@link CurrentWork.stop}. */
  readonly onFailure: (message: string) => void;
}

/** What a lab is busy with: one thing at a time. */
export class CurrentWork {
  readonly #listener: WorkListener;
  #now:
    | { work: Work; readonly stop: AbortController; readonly over: Promise<string | undefined> }
    | undefined;
  #lastFailure: string | undefined;

  constructor(listener: WorkListener) {
    this.#listener = listener;
  }

  get work(): Work | null {
    return this.#now?.work ?? null;
  }

  /** @throws SwitchoverError (lab-not-ready) while something goes on */
  refuseIfBusy(): void {
    if (!this.#now) return;
    const { text } = this.#now.work;
    throw new SwitchoverError(
      'lab-not-ready',
      `The lab is busy: ${text}. Wait until that is over, or end it.`,
    );
  }

  /**
   * Begins some work. How it ends is told to the listener.
   *
   * @throws SwitchoverError (lab-not-ready) while something else goes on
   */
  begin(what: Pick<Work, 'kind' | 'text' | 'canBeEnded'>, act: (watch: WorkWatch) => Promise<void>): void {
    this.refuseIfBusy();
    const stop = new AbortController();
    const change = (changes: Partial<Pick<Work, 'step' | 'waiting'>>) => {
      if (this.#now?.stop !== stop) return;
      const before = this.#now.work;
      this.#now.work = { ...before, ...changes };
      const isNews = before.step !== this.#now.work.step || before.waiting !== this.#now.work.waiting;
      if (isNews) this.#listener.onChange(this.#now.work);
    };
    const watch = {
      signal: stop.signal,
      step: (step: string) => change({ step }),
      waiting: (waiting: number) => change({ waiting }),
    };
    const { promise: started, resolve: start } = deferred<void>();
    const over = started
      .then(() => act(watch))
      .then(
        () => undefined,
        (error: unknown) => (stop.signal.aborted ? 'It was ended.' : messageOf(error)),
      )
      .then((failure) => {
        this.#now = undefined;
        this.#lastFailure = failure;
        this.#listener.onChange(null);
        if (failure !== undefined && !stop.signal.aborted) this.#listener.onFailure(failure);
        return failure;
      });
    this.#now = { work: { ...what, step: '', waiting: 0 }, stop, over };
    this.#listener.onChange(this.#now.work);
    start();
  }

  /** Waits until nothing goes on. @returns why the last work failed; undefined: it did not */
  async over(): Promise<string | undefined> {
    return this.#now ? this.#now.over : this.#lastFailure;
  }

  /**
   * Ends what goes on.
   *
   * @throws SwitchoverError (lab-not-ready) when it cannot be ended
   */
  stop(): void {
    if (!this.#now) return;
    const { work, stop } = this.#now;
    if (!work.canBeEnded) throw new SwitchoverError('lab-not-ready', `This cannot be ended: ${work.text}.`);
    this.#abort(stop);
  }

  /** Ends what goes on, whatever it is, and waits for its end. */
  async end(): Promise<void> {
    if (!this.#now) return;
    const { stop, over } = this.#now;
    this.#abort(stop);
    await over;
  }

  #abort(stop: AbortController): void {
    stop.abort(new SwitchoverError('interrupted', 'It was ended.'));
  }
}
