import { createWriteStream } from 'node:fs';
import { lstat, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SwitchoverError } from '../errors/switchover-error.ts';

/**
 * Saves a file whole or not at all: a reader never sees half a file, and a full disk does not leave one. Makes missing
 * folders.
 *
 * @param mode as for open(2): the umask is taken off
 * @throws SwitchoverError (environment) with the path and the reason
 */
export async function saveFile(path: string, content: string | Buffer, mode = 0o666): Promise<void> {
  await saveWhole(path, (draft) => writeFile(draft, content, { mode }));
}

/**
 * The same for a content that is too large to be held in memory.
 *
 * @param signal ends it; no file is left then
 */
export async function saveStream(
  path: string,
  content: NodeJS.ReadableStream,
  signal?: AbortSignal,
): Promise<void> {
  await saveWhole(path, (draft) =>
    pipeline(content, createWriteStream(draft), { ...(signal && { signal }) }),
  );
}

async function saveWhole(path: string, write: (draft: string) => Promise<void>): Promise<void> {
  await makeFolder(dirname(path));
  const draft = (await isPlainOrMissing(path)) ? `${path}.draft` : path;
  try {
    await write(draft);
    if (draft !== path) await rename(draft, path);
  } catch (error) {
    if (draft !== path) await rm(draft, { force: true }).catch(() => {});
    throw notSaved(path, error);
  }
}

/**
 * Makes a folder, and the folders above it, unless it exists.
 *
 * @throws SwitchoverError (environment) with the path and the reason
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await makeEach(path, { ...(mode !== undefined && { mode }) });
  } catch (error) {
    throw notSaved(path, error);
  }
}

/** Not `mkdir` with `recursive`: below /proc, where a folder exists and takes nothing, Node 20 tries for ever. */
async function makeEach(path: string, options: { readonly mode?: number }): Promise<void> {
  const make = () => mkdir(path, options);
  try {
    await make().catch(async (error: NodeJS.ErrnoException) => {
      const above = dirname(path);
      if (error.code !== 'ENOENT' || above === path) throw error;
      await makeEach(above, options);
      await make();
    });
  } catch (error) {
    // It exists, or another process has just made it.
    const found = await stat(path).catch(() => undefined);
    if (!found?.isDirectory()) throw error;
  }
}

/** A pipe, /dev/stdout or a link is written to as it is; a file must not take its place. */
async function isPlainOrMissing(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch {
    return true;
  }
}

/** Reasons that a person can do something about. The code stands beside the words, for looking it up. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on the device',
  EDQUOT: 'the quota for this user is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file with this name exists',
};

function notSaved(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  return new SwitchoverError('environment', `${path} could not be saved: ${whyNotSaved(error)}.`);
}

/** Why the system did not let a file be written, in words that follow "cannot be written: ". */
export function whyNotSaved(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return code in reasons ? `${reasons[code]} (${code})` : message;
}
