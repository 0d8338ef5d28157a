import { notYet, ready, until } from '../base/until.ts';
import type { NodeEvent } from '../observations/events/node-event.ts';

interface Wait {
  /** What is waited for: the subject of a sentence. */
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
   * @throws WaitError (lab-not-ready) with what is still missing when the time is over; the signal's reason when it
   * aborts
   */
  until(missing: () => readonly string[], { what, timeoutMs, signal }: Wait): Promise<void> {
    const look = () => {
      const left = missing();
      return left.length === 0 ? ready() : notYet(`still missing: ${left.join('; ')}`);
    };
    const wakeOn = (wake: () => void) => this.listen(wake);
    return until(what, look, { kind: 'lab-not-ready', timeoutMs, signal, wakeOn });
  }
}
