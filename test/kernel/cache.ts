import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../src/base/files/with-lock.ts';
import type { Progress } from '../../src/base/progress.ts';

/** Entries that were not used for so many days are removed when a new one is made. */
const keptDays = 14;

/**
 * A folder in the user's cache directory, made once for each name. It appears with its whole content or not at all, and
 * must not be changed.
 *
 * @param name what it is, and a hash of everything that it is made from
 * @param make fills the given folder
 */
export async function cached(
  name: string,
  make: (folder: string) => Promise<void>,
  progress: Progress,
): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'switchover', 'kernel-guest');
  const folder = join(cache, name);
  await mkdir(cache, { recursive: true });
  await withLock(`kernel-guest-${name}`, { progress }, async () => {
    if (await exists(folder)) return;
    await removeUnused(cache);
    const draft = `${folder}.draft`;
    // Left by an interrupted process.
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft);
    try {
      await make(draft);
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
  await utimes(folder, new Date(), new Date());
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function removeUnused(cache: string): Promise<void> {
  const oldest = Date.now() - keptDays * 24 * 3_600_000;
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if ((await stat(path)).mtimeMs < oldest) await rm(path, { recursive: true, force: true });
  }
}
