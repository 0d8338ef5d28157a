import { finished } from 'node:stream/promises';

/** The two outputs of a process, which the engine sends interleaved. */
export type OutputStream = 'stdout' | 'stderr';

/** Something that goes on until it ends by itself or is told to. */
export interface Subscription {
  /** Settles when it is over; rejects when the connection broke. Being stopped is no failure. */
  readonly done: Promise<void>;
  readonly stop: () => void;
}

/** Hands every chunk of a stream on until it ends or is stopped. */
export function subscribe(
  stream: NodeJS.ReadableStream,
  onChunk: (chunk: Buffer) => void,
  onEnd: () => void = () => {},
): Subscription {
  let stopped = false;
  stream.on('data', onChunk);
  const done = finished(stream, { writable: false })
    .catch((error) => {
      if (!stopped) throw error;
    })
    .finally(onEnd);
  const stop = () => {
    stopped = true;
    destroy(stream);
  };
  return { done, stop };
}

/** Closes a stream for good; the declared types of the engine's streams have no word for it, the streams do. */
export function destroy(stream: NodeJS.ReadableStream): void {
  if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
}
