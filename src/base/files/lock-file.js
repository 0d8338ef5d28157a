/**
 * A file that only one process of this user has at a time. Plain JavaScript, as src/base/ownership/owner.js: it also keeps
 * two installations of the node modules apart.
 */
import { link, lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isGone, ownerLabel, parseOwner, thisOwner } from '../ownership/owner.js';
import { temporaryPath } from './temporary-path.js';

/** Of this user: another one's lock could neither be read nor cleared. */
const begin = `switchover-${process.getuid?.() ?? ''}-`;
const end = '.lock';

/**
 * Where the lock of that name is.
 *
 * @param {string} name
 */
export const lockPath = (name, folder = tmpdir()) => join(folder, `${begin}${name}${end}`);

/**
 * Takes a lock, unless a living process has it.
 *
 * @param {string} path
 * @returns {Promise<string | undefined>} who has it, or undefined when it is ours now
 * @throws {ForeignLockError} when another user has put something in its place
 */
export async function takeLock(path) {
  const draft = temporaryPath('lock', dirname(path));
  try {
    await writeFile(draft, ownerLabel(thisOwner()), { flag: 'wx' });
    // A link appears with its whole content, and only where there is nothing yet.
    await link(draft, path);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  if (await isForeign(path)) throw new ForeignLockError(path);
  const owner = parseOwner(await contentOf(path));
  if (owner !== undefined && !isGone(owner)) return `process ${owner.pid}`;
  // It was released just now, or its owner is dead. If it stays, another process was quicker, or it is not ours to clear.
  return (await clearIfAbandoned(path)) ? takeLock(path) : 'another process';
}

/**
 * Removes a lock, unless a living process has it.
 *
 * @param {string} path
 * @returns {Promise<boolean>} whether it is gone
 */
export async function clearIfAbandoned(path) {
  const label = await contentOf(path);
  if (label === undefined) return true;
  if (!isAbandoned(label)) return false;
  const aside = temporaryPath('lock', dirname(path));
  try {
    await rename(path, aside);
  } catch (error) {
    // Another process was quicker; anything else is not for us to clear.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
  // Between reading and moving, another process may have cleared it and taken it again: then it goes back.
  if ((await contentOf(aside)) !== label) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
  return true;
}

/** Locks of this user whose owners are dead. */
export async function abandonedLocks(folder = tmpdir()) {
  const names = (await readdir(folder)).filter((name) => name.startsWith(begin) && name.endsWith(end));
  const paths = names.map((name) => join(folder, name));
  const abandoned = await Promise.all(paths.map(async (path) => isAbandoned(await contentOf(path))));
  return paths.filter((_, index) => abandoned[index]);
}

/** @param {string | undefined} label */
function isAbandoned(label) {
  if (label === undefined) return false;
  const owner = parseOwner(label);
  return owner === undefined || isGone(owner);
}

/** @param {string} path */
async function contentOf(path) {
  // It may be a pipe, which would never end.
  if (await isForeign(path)) return foreign;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? undefined : foreign;
  }
}

const foreign = 'not a lock of this user';

/**
 * Everybody can put something into the folder for temporary files.
 *
 * @param {string} path
 */
async function isForeign(path) {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && (!found.isFile() || found.uid !== process.getuid?.());
}

/** Something that this program did not make is where a lock should be. */
export class ForeignLockError extends Error {
  /** @param {string} path */
  constructor(path) {
    super(`${path} is not a lock of this user: remove it, and run the same command again.`);
    this.name = 'ForeignLockError';
  }
}
