import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGone, type Owner, thisOwner } from '../../engine/ownership/ownership.ts';

/**
 * A path that nobody has. Its name tells whose it is from the moment at which it appears, so that what a killed process
 * leaves can be told from what another one needs.
 *
 * @param purpose one word for what it is for
 */
export function temporaryPath(purpose: string, folder: string = tmpdir()): string {
  const { pid, startTime, bootId, hostname } = thisOwner();
  return join(folder, ['switchover', purpose, pid, startTime, bootId, hostname, randomUUID()].join('_'));
}

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
    const owner = ownerOf(name);
    return owner !== undefined && isGone(owner);
  });
  const paths = abandoned.map((name) => join(folder, name));
  const own = await Promise.all(paths.map(isOfThisUser));
  return paths.filter((_, index) => own[index]);
}

/** What is another user's is for that user to remove. It may be gone by now. */
async function isOfThisUser(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && found.uid === process.getuid?.();
}

/** A host's name has no underscore: RFC 952 and RFC 1123. */
function ownerOf(name: string): Owner | undefined {
  const [switchover, , pid, startTime, bootId, hostname, random, ...more] = name.split('_');
  if (switchover !== 'switchover' || startTime === undefined || bootId === undefined) return undefined;
  if (hostname === undefined || random === undefined || more.length > 0) return undefined;
  return { pid: Number(pid), startTime, bootId, hostname };
}
