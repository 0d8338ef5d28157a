import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGone } from '../ownership/owner.js';
import { ownerOfTemporary, temporaryPath } from './temporary-path.js';

/** Does some work in a new folder, and removes the folder afterwards. */
export async function inTemporaryFolder<T>(
  purpose: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = temporaryPath(purpose);
  // apt reads it as another user.
  await mkdir(folder, { mode: 0o755 });
  try {
    return await work(folder);
  } finally {
    // The last processes of a killed program may still write into it.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Paths of the files and folders that killed processes of this user left on this machine. */
export async function abandonedTemporaries(folder: string = tmpdir()): Promise<string[]> {
  const abandoned = (await readdir(folder)).filter((name) => {
    const owner = ownerOfTemporary(name);
    return owner !== undefined && isGone(owner);
  });
  const paths = abandoned.map((name) => join(folder, name));
  const own = await Promise.all(paths.map(isOfThisUser));
  return paths.filter((_, index) => own[index]);
}

/** Files of another user are for that user to remove. One may be gone by now. */
async function isOfThisUser(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && found.uid === process.getuid?.();
}
