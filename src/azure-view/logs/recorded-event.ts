import type { NodeEvent } from '../../observations/events/node-event.ts';

/** Something that a gateway instance noticed, by the clock on the wall. */
export interface RecordedEvent {
  /** Milliseconds since 1970. */
  readonly utcMs: number;
  readonly event: NodeEvent;
}
