import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SwitchoverError } from '../errors/switchover-error.ts';

/**
 * Saves a file whole or not at all: a reader, or a full disk, never leaves half a result. Folders that are missing are
 * made.
 *
 * @param mode less what the umask takes
 * @throws SwitchoverError (environment) with the path and the reason
 */
export async function saveFile(path: string, content: string | Buffer, mode = 0o666): Promise<void> {
  await makeFolder(dirname(path));
  const draft = (await isPlainOrMissing(path)) ? `${path}.draft` : path;
  try {
    await writeFile(draft, content, { mode });
    if (draft !== path) await rename(draft, path);
  } catch (error) {
    if (draft !== path) await rm(draft, { force: true }).catch(() => {});
    throw notSaved(path, error);
  }
}

/**
 * Makes a folder for results, with those above it; fine when it is there.
 *
 * @throws SwitchoverError (environment) with the path and the reason
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, { recursive: true, ...(mode !== undefined && { mode }) });
  } catch (error) {
    throw notSaved(path, error);
  }
}

/** A pipe, /dev/stdout or a link is written into; it is not for us to put a file in its place. */
async function isPlainOrMissing(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch {
    return true;
  }
}

/** What a person can do something about, in words; the code stands beside it for whoever looks it up. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on the device',
  EDQUOT: 'the quota for this user is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOTDIR: 'something on the way is a file, not a folder',
  EEXIST: 'a file is there, not a folder',
};

function notSaved(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  const why = code in reasons ? `${reasons[code]} (${code})` : error.message;
  return new SwitchoverError('environment', `${path} could not be saved: ${why}.`);
}
