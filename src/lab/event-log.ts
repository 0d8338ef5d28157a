import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { NodeEvent } from '../observations/events/node-event.ts';

/** A wait on the log is over without what it waited for; the message has what is still missing. */
export class EventTimeoutError extends SwitchoverError {
  override readonly name = 'EventTimeoutError';
  readonly missing: readonly string[];

  constructor(what: string, timeoutMs: number, missing: readonly string[]) {
    super(
      'lab-not-ready',
      `${what} took longer than ${timeoutMs / 1000} s. Still missing: ${missing.join('; ')}.`,
    );
    this.missing = missing;
  }
}

interface Wait {
  /** What is waited for, in words. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Everything that the nodes of a lab said, in the order in which it arrived; others can wait for more. */
export class EventLog {
  readonly #events: NodeEvent[] = [];
  readonly #listeners = new Set<(event: NodeEvent) => void>();

  get events(): readonly NodeEvent[] {
    return this.#events;
  }

  append(event: NodeEvent): void {
    this.#events.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns a function that ends the listening. */
  listen(listener: (event: NodeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The last lines that a node's daemons logged. */
  lastLines(node: string, count: number): string[] {
    return this.#events
      .flatMap((event) =>
        event.node === node && event.kind === 'log' ? [`${event.program}: ${event.text}`] : [],
      )
      .slice(-count);
  }

  /**
   * Resolves as soon as nothing is missing any more; `missing` is asked now and after every event.
   *
   * @throws EventTimeoutError with what is still missing when the time is over; the signal's reason when it aborts
   */
  until(missing: () => readonly string[], { what, timeoutMs, signal }: Wait): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        stopListening();
        signal.removeEventListener('abort', onAbort);
        finish();
      };
      const look = () => {
        if (missing().length === 0) settle(resolve);
      };
      const onAbort = () => settle(() => reject(signal.reason));
      const timer = setTimeout(() => {
        settle(() => reject(new EventTimeoutError(what, timeoutMs, missing())));
      }, timeoutMs);
      const stopListening = this.listen(look);
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
      else look();
    });
  }
}
