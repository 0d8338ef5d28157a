import { finished } from 'node:stream/promises';

/** The two outputs of a process, which the engine sends interleaved. */
export type OutputStream = 'stdout' | 'stderr';

/** A stream that is read until it ends or is stopped. */
export interface Subscription {
  /** Resolves when the stream has ended or was stopped; rejects when the connection broke. */
  readonly done: Promise<void>;
  readonly stop: () => void;
}

/** Passes every chunk of a stream on until it ends or is stopped. */
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

/** Closes a stream. The engine's streams have `destroy`, although their declared types do not. */
export function destroy(stream: NodeJS.ReadableStream): void {
  if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
}
