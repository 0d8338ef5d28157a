import type { TrainerUpdate } from '../protocol/trainer.ts';
import type { PageUpdate } from '../protocol/updates.ts';

/** What a stream carries, to a learner's page or to a trainer's. */
export type StreamUpdate = PageUpdate | TrainerUpdate;

/** Characters that wait for one page at most. A snapshot of the largest lab has a tenth of that. */
const mostWaiting = 4 * 1024 * 1024;

/**
 * The updates that a page has not taken yet. States of flows come ten times a second, and only the last one counts: those
 * of a slow reader become one, as do the views of a room. Everything else must not be left out, so that a reader who falls too far behind is given
 * up: it comes back by itself, and gets the present state.
 */
export class UpdateQueue {
  #waiting: { readonly update: StreamUpdate; readonly text: string }[] = [];
  #length = 0;

  /** Whether it was taken; false: the reader is too far behind. */
  push(update: StreamUpdate): boolean {
    const before = this.#waiting.at(-1);
    if (update.kind === 'room' && before?.update.kind === 'room') {
      this.#waiting.pop();
      this.#length -= before.text.length;
    }
    if (update.kind === 'flows' && before?.update.kind === 'flows') {
      this.#waiting.pop();
      this.#length -= before.text.length;
      return this.#add(withEarlierTunnels(update, before.update));
    }
    return this.#add(update);
  }

  /** Everything that waits, in the form of server-sent events; undefined: nothing does. */
  take(): string | undefined {
    if (this.#waiting.length === 0) return undefined;
    const text = this.#waiting.map((one) => one.text).join('');
    this.#waiting = [];
    this.#length = 0;
    return text;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  #add(update: StreamUpdate): boolean {
    // JSON has no line feed, which would end the event.
    const text = `data: ${JSON.stringify(update)}\n\n`;
    this.#waiting.push({ update, text });
    this.#length += text.length;
    return this.#length <= mostWaiting;
  }
}

type Flows = Extract<PageUpdate, { kind: 'flows' }>;

/** What an update leaves out is as in the one before. */
function withEarlierTunnels(update: Flows, { flows: before }: Flows): Flows {
  const tunnels = update.flows.tunnels ?? before.tunnels;
  return tunnels === undefined ? update : { kind: 'flows', flows: { ...update.flows, tunnels } };
}
