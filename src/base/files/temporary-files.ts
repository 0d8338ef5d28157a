import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGone } from '../ownership/owner.js';
import { ownerOfTemporary, temporaryPath } from './temporary-path.js';

/** Does some work that needs a folder, which is gone afterwards. */
export async function inTemporaryFolder<T>(
  purpose: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = temporaryPath(purpose);
  // apt, for one, reads as a user of its own.
  await mkdir(folder, { mode: 0o755 });
  try {
    return await work(folder);
  } finally {
    // A killed program's last processes may still write.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What killed processes of this user on this machine left: files and folders, by their paths. */
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
