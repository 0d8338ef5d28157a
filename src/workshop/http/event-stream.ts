import { type StreamUpdate, UpdateQueue } from './update-queue.ts';

/** A proxy ends a connection on which nothing comes, after 60 s as a rule (nginx: `proxy_read_timeout`). */
const heartbeatMs = 15_000;

/** A comment of the format: it is no event. */
const heartbeat = ': \n\n';

export interface StreamOptions {
  readonly subscribe: (listener: (update: StreamUpdate) => void) => () => void;
  /** Ends the connection of a page that takes nothing. It could not be told. */
  readonly drop: () => void;
  /** The stream is over, whoever ended it. */
  readonly onEnd: () => void;
  readonly heartbeatMs?: number;
}

/** Updates as server-sent events. They are made only as fast as the page takes them, see {@link UpdateQueue}. */
export function eventStream({ subscribe, drop, onEnd, heartbeatMs: pause = heartbeatMs }: StreamOptions) {
  const queue = new UpdateQueue();
  let wake: (() => void) | undefined;
  let unsubscribe = () => {};
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  /** Whether the page took something since the last heartbeat. */
  let isRead = true;
  const end = () => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    unsubscribe();
    wake?.();
    onEnd();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const giveUp = () => {
          if (isOver) return;
          end();
          controller.close();
          drop();
        };
        const started = subscribe((update) => {
          if (isOver) return;
          if (!queue.push(update)) return giveUp();
          wake?.();
        });
        unsubscribe = started;
        // It may have ended while it told the present state.
        if (isOver) return started();
        timer = setInterval(() => {
          if (!isRead && !wake) return giveUp();
          isRead = false;
          if (wake) controller.enqueue(encoded(heartbeat));
        }, pause);
        controller.enqueue(encoded('retry: 1000\n\n'));
      },
      async pull(controller) {
        isRead = true;
        while (queue.isEmpty && !isOver) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          wake = undefined;
        }
        const text = queue.take();
        if (text !== undefined && !isOver) controller.enqueue(encoded(text));
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  );
}

const encoder = new TextEncoder();
const encoded = (text: string): Uint8Array => encoder.encode(text);
