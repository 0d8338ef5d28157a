import { pipeline, type Readable, type Writable } from 'node:stream';
import { pipeline as finishPipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { saveStream } from '../../base/files/save-file.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/engine-error.ts';

/** Where an archive goes: to a file, which appears whole or not at all, or into a stream, which stays open. */
export type ArchiveTarget = { readonly file: string } | { readonly stream: Writable };

/**
 * Saves the node image as an archive that is compressed with gzip, which every engine reads and every version of Node
 * writes.
 *
 * @param tag of an image that the engine has
 * @throws SwitchoverError (environment) when the engine does not give it, or the file cannot be written
 */
export async function saveNodeImage(
  engine: Engine,
  tag: string,
  target: ArchiveTarget,
  signal: AbortSignal,
): Promise<void> {
  const archive = await engine.images.save(tag);
  // An error of either is one of both, and reaches the reader.
  const compressed = pipeline(archive, createGzip(), () => {});
  try {
    await engine.whileThere(`save ${tag}`, saved(compressed, target, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof SwitchoverError ? error : new EngineError(`save ${tag}`, error);
  }
}

const saved = (archive: Readable, target: ArchiveTarget, signal: AbortSignal): Promise<void> =>
  'file' in target
    ? saveStream(target.file, archive, signal)
    : finishPipeline(archive, target.stream, { signal, end: false });
