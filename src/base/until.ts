import { deferred } from './deferred.ts';
import { type ErrorKind, SwitchoverError } from './errors/switchover-error.ts';

/** What one look found: the thing that is waited for, or what is there in its place. */
export type Look<T> =
  | { readonly ready: true; readonly value: T }
  | { readonly ready: false; readonly seen: string };

/** The look found it. */
export function ready(): Look<void>;
export function ready<T>(value: T): Look<T>;
export function ready<T>(value?: T): Look<T | undefined> {
  return { ready: true, value };
}

/** @param seen what is there instead; it ends the sentence "X took longer than 10 s; ..." */
export function notYet(seen: string): Look<never> {
  return { ready: false, seen };
}

export type Wait = Budget & (Polling | Woken);

interface Budget {
  /** What it means when the time is over. The thing that is waited for decides it, and with it the exit code. */
  readonly kind: ErrorKind;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Looks again after a pause. */
interface Polling {
  readonly intervalMs: number;
}

/** Looks again when something reports a change. */
interface Woken {
  /** Subscribes to the reports; returns a function that unsubscribes. */
  readonly wakeOn: (wake: () => void) => () => void;
}

/** The time for a wait is over. `fields.seen` is what the last look saw. */
export class WaitError extends SwitchoverError {
  override readonly name = 'WaitError';

  constructor(kind: ErrorKind, what: string, timeoutMs: number, seen: string) {
    const detail = seen === '' ? '' : `; ${seen}`;
    super(kind, `${what} took longer than ${timeoutMs / 1000} s${detail}.`, { seen });
  }
}

/**
 * Looks until something is there: at once, then as the wait says, and a last time when the time is over. The next look
 * begins after the one before has ended. A look that may hang has to have a limit of its own.
 *
 * @param what the subject of a sentence, such as "The removal of device1"
 * @throws WaitError when the time is over; the signal's reason when it aborts; any error that a look throws
 */
export async function until<T>(what: string, look: () => Look<T> | Promise<Look<T>>, wait: Wait): Promise<T> {
  const { kind, timeoutMs, signal } = wait;
  const intervalMs = 'intervalMs' in wait ? wait.intervalMs : Number.POSITIVE_INFINITY;
  const deadline = performance.now() + timeoutMs;
  using alarm = new Alarm(wait);
  for (;;) {
    signal?.throwIfAborted();
    const isLast = performance.now() >= deadline;
    const found = await look();
    if (found.ready) return found.value;
    if (isLast) throw new WaitError(kind, what, timeoutMs, found.seen);
    await alarm.next(Math.min(intervalMs, deadline - performance.now()));
  }
}

/** Ends the pause between two looks early: at a report or an abort. */
class Alarm implements Disposable {
  readonly #unsubscribe: () => void;
  readonly #signal: AbortSignal | undefined;
  #isRinging = false;
  #hear: () => void = () => {};

  constructor(wait: Wait) {
    this.#unsubscribe = 'wakeOn' in wait ? wait.wakeOn(this.#ring) : () => {};
    this.#signal = wait.signal;
    this.#signal?.addEventListener('abort', this.#ring);
  }

  /** Resolves at the next ring, at once if it has rung since the last time, or when the pause is over. */
  async next(pauseMs: number): Promise<void> {
    const { promise, resolve } = deferred<void>();
    const timer = setTimeout(resolve, pauseMs);
    this.#hear = resolve;
    if (this.#isRinging) resolve();
    await promise;
    clearTimeout(timer);
    this.#isRinging = false;
  }

  readonly #ring = () => {
    this.#isRinging = true;
    this.#hear();
  };

  [Symbol.dispose](): void {
    this.#unsubscribe();
    this.#signal?.removeEventListener('abort', this.#ring);
  }
}
