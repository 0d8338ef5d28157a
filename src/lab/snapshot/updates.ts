import type { NodeEvent } from '../../observations/events/node-event.ts';
import { changesBetween } from './changes.ts';
import type { EngineClock } from './engine-clock.ts';
import type { LabUpdate } from './lab-update.ts';
import type { LabSnapshot } from './snapshot.ts';

export type Subscriber = (update: LabUpdate) => void;

/** An update without its number. */
type News = LabUpdate extends infer Update
  ? Update extends LabUpdate
    ? Omit<Update, 'sequence'>
    : never
  : never;

/** Numbers the updates of a lab, and gives each subscriber first a snapshot and then all later updates. */
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

  /** Reports an event of a node. */
  event(event: NodeEvent): void {
    this.#tell({ kind: 'event', at: this.#clock.at(event.time), event });
  }

  /** Takes the lab's new state, and reports what changed. */
  become(snapshot: LabSnapshot): void {
    const changes = changesBetween(this.#snapshot, snapshot);
    this.#snapshot = snapshot;
    for (const change of changes) this.#tell({ kind: 'change', at: this.#clock.now(), change });
  }

  /** Reports that the lab was removed. */
  end(): void {
    this.#tell({ kind: 'end', at: this.#clock.now() });
  }

  #tell(news: News): void {
    // Every subscriber starts with a whole snapshot.
    if (this.#subscribers.size === 0) return;
    this.#sequence += 1;
    for (const subscriber of this.#subscribers) subscriber({ ...news, sequence: this.#sequence });
  }
}
