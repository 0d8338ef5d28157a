import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ownerLabel, ownerState, parseOwner, thisOwner } from '../engine/ownership.ts';
import type { Progress } from '../engine/progress.ts';
import { waitFor } from '../engine/wait-for.ts';

/** Longer than any set-up takes: an image was built in three minutes in an emulated guest. */
const patience = { timeoutMs: 20 * 60_000, intervalMs: 200 };

/**
 * Does some work that only one process of this user may do at a time. A lock whose owner is dead does not count.
 *
 * @throws WaitError when another process holds the lock for 20 minutes
 */
export async function withLock<T>(
  name: string,
  progress: Progress,
  work: () => Promise<T>,
  folder: string = tmpdir(),
): Promise<T> {
  const path = join(folder, `switchover-${userInfo().username}-${name}.lock`);
  let told = false;
  await waitFor(
    `The lock ${path}`,
    async () => {
      const holder = await take(path);
      if (holder === undefined) return { ready: true, value: undefined };
      if (!told) progress(`Waiting for another switchover (${holder}) that is setting up the same`);
      told = true;
      return { ready: false, seen: `held by ${holder}` };
    },
    patience,
  );
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Undefined when the lock is ours now, otherwise who has it. */
async function take(path: string): Promise<string | undefined> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, ownerLabel(thisOwner()));
  try {
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

async function clearIfAbandoned(path: string): Promise<boolean> {
  const label = await contentOf(path);
  if (label === undefined) return true;
  const owner = parseOwner(label);
  const state = owner === undefined ? 'dead' : ownerState(owner);
  if (state !== 'dead' && state !== 'rebooted') return false;
  const aside = `${path}.${randomUUID()}`;
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
