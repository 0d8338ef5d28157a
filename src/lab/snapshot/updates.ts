import type { NodeEvent } from '../../observations/events/node-event.ts';
import { changesBetween } from './changes.ts';
import type { EngineClock } from './engine-clock.ts';
import type { LabUpdate } from './lab-update.ts';
import type { LabSnapshot } from './snapshot.ts';

export type Subscriber = (update: LabUpdate) => void;

/** An update before it has its number. */
type News = LabUpdate extends infer Update
  ? Update extends LabUpdate
    ? Omit<Update, 'sequence'>
    : never
  : never;

/** Numbers what happens in a lab, and tells every subscriber: first a snapshot, then all that comes after it. */
export class Updates {
  readonly #subscribers = new Set<Subscriber>();
  #snapshot: LabSnapshot;
  #sequence = 0;
  readonly #clock: EngineClock;

  constructor(snapshot: LabSnapshot, clock: EngineClock) {
    this.#snapshot = snapshot;
    this.#clock = clock;
  }

  /** @returns a function that ends the subscription */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    subscriber({ kind: 'snapshot', sequence: this.#sequence, snapshot: this.#snapshot });
    return () => this.#subscribers.delete(subscriber);
  }

  /** A node has told of something. */
  event(event: NodeEvent): void {
    this.#tell({ kind: 'event', at: this.#clock.at(event.time), event });
  }

  /** The lab is like this now; what is different is told. */
  become(snapshot: LabSnapshot): void {
    const changes = changesBetween(this.#snapshot, snapshot);
    this.#snapshot = snapshot;
    for (const change of changes) this.#tell({ kind: 'change', at: this.#clock.now(), change });
  }

  /** There is no lab any more. */
  end(): void {
    this.#tell({ kind: 'end', at: this.#clock.now() });
  }

  #tell(news: News): void {
    // Every subscriber begins with a whole snapshot.
    if (this.#subscribers.size === 0) return;
    this.#sequence += 1;
    for (const subscriber of this.#subscribers) subscriber({ ...news, sequence: this.#sequence });
  }
}
