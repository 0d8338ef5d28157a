import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Watched } from '../../engine/images/image-store.ts';
import { isGone, ownerLabel, parseOwner, thisOwner } from '../../engine/ownership/ownership.ts';
import { notYet, ready, until } from '../until.ts';
import { temporaryPath } from './temporary-files.ts';

const lockEnd = '.lock';

/** Longer than any set-up takes: an image was built in three minutes in an emulated guest. */
const patience = { timeoutMs: 20 * 60_000, intervalMs: 200 };

/**
 * Does some work that only one process of this user may do at a time. A lock whose owner is dead does not count.
 *
 * @throws WaitError when another process holds the lock for 20 minutes
 */
export async function withLock<T>(
  name: string,
  { progress, signal }: Watched,
  work: () => Promise<T>,
  folder: string = tmpdir(),
): Promise<T> {
  const path = join(folder, `switchover-${userInfo().username}-${name}${lockEnd}`);
  let told = false;
  await until(
    `Waiting for the lock ${path}`,
    async () => {
      const holder = await take(path);
      if (holder === undefined) return ready();
      if (!told) progress(`Waiting for another switchover (${holder}) that is setting up the same`);
      told = true;
      return notYet(`it is held by ${holder}`);
    },
    { kind: 'environment', signal, ...patience },
  );
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Locks of this user whose owners are dead. */
export async function abandonedLocks(folder: string = tmpdir()): Promise<string[]> {
  const own = `switchover-${userInfo().username}-`;
  const names = (await readdir(folder)).filter((name) => name.startsWith(own) && name.endsWith(lockEnd));
  const paths = names.map((name) => join(folder, name));
  const abandoned = await Promise.all(paths.map(async (path) => isAbandoned(await contentOf(path))));
  return paths.filter((_, index) => abandoned[index]);
}

/** Undefined when the lock is ours now, otherwise who has it. */
async function take(path: string): Promise<string | undefined> {
  const draft = temporaryPath('lock', dirname(path));
  try {
    await writeFile(draft, ownerLabel(thisOwner()));
    // A link appears with its whole content, and only where there is nothing yet.
    await link(draft, path);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await clearIfAbandoned(path)) ? take(path) : describeHolder(path);
}

/** Removes a lock, unless somebody alive holds it; whether it is gone. */
export async function clearIfAbandoned(path: string): Promise<boolean> {
  const label = await contentOf(path);
  if (label === undefined) return true;
  if (!isAbandoned(label)) return false;
  const aside = temporaryPath('lock', dirname(path));
  try {
    await rename(path, aside);
  } catch {
    // Somebody else was quicker.
    return true;
  }
  // Between reading and moving, somebody else may have cleared it and taken it anew: then it goes back.
  if ((await contentOf(aside)) !== label) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
  return true;
}

function isAbandoned(label: string | undefined): boolean {
  if (label === undefined) return false;
  const owner = parseOwner(label);
  return owner === undefined || isGone(owner);
}

async function describeHolder(path: string): Promise<string> {
  const owner = parseOwner(await contentOf(path));
  return owner === undefined ? 'just ended' : `process ${owner.pid}`;
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
