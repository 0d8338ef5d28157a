import type { NodeEvent } from '../observations/events/node-event.ts';
import { settledEvents } from './settled-events.ts';

/** The events of a lab's nodes, in the order of arrival. */
export class EventLog {
  #events: NodeEvent[] = [];
  readonly #listeners = new Set<(event: NodeEvent) => void>();

  get events(): readonly NodeEvent[] {
    return this.#events;
  }

  append(event: NodeEvent): void {
    this.#events.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Forgets what lies back, except for the state that it led to. For a lab that is whole. */
  settle(): void {
    this.#events = settledEvents(this.#events);
  }

  /** @returns a function that stops listening */
  listen(listener: (event: NodeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes a wait look again after every event, see `until`. */
  readonly wakeOn = (wake: () => void): (() => void) => this.listen(wake);

  /** The last lines that a node's daemons logged, or only those of them that are asked for. */
  lastLines(node: string, count: number, asked: (program: string) => boolean = () => true): string[] {
    return this.#events
      .flatMap((event) =>
        event.node === node && event.kind === 'log' && asked(event.program)
          ? [`${event.program}: ${event.text}`]
          : [],
      )
      .slice(-count);
  }
}
