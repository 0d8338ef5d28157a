import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';

/** A file as it is put into a container or an image's build context. */
export interface FileContent {
  readonly content: string | Buffer;
  /** Permission bits; 0o644 unless given. */
  readonly mode?: number;
}

/** Files by their absolute path in the container, or by their path in a build context. */
export type Files = ReadonlyMap<string, FileContent>;

/** The files as one tar archive. They belong to root. */
export async function packFiles(files: Files, mtime: Date = new Date()): Promise<Buffer> {
  const archive = pack();
  for (const [path, { content, mode = 0o644 }] of files) {
    archive.entry({ name: posix.relative('/', posix.resolve('/', path)), mode, mtime }, content);
  }
  archive.finalize();
  return buffer(archive);
}

/**
 * The regular files of a tar stream by their names in it, without directories, links and devices.
 *
 * @returns undefined when the archive has no entry at all, not even a directory
 */
export async function unpackFiles(stream: NodeJS.ReadableStream): Promise<Map<string, Buffer> | undefined> {
  const archive = extract();
  stream.on('error', (error) => archive.destroy(error));
  stream.pipe(archive);
  const files = new Map<string, Buffer>();
  let entries = 0;
  for await (const entry of archive) {
    entries++;
    const content = await buffer(entry);
    if (entry.header.type === 'file') files.set(entry.header.name, content);
  }
  return entries === 0 ? undefined : files;
}
