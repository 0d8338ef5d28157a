/**
 * Plain JavaScript, because it makes what is run out of TypeScript. What is built is kept inside the checkout: whoever can
 * write there could as well change the sources. A folder that other users can write, such as the one for temporary
 * files, must never hold code that is run.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownerOfTemporary, temporaryPath } from '../base/files/temporary-path.js';
import { isGone } from '../base/ownership/owner.js';
import { fail } from './fail.js';

/** What was started within this time may still run, and loads further parts of itself: a suite takes hours. */
const keptMs = 7 * 24 * 3600_000;

/** Folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
const everythingBuilt = join(root, 'dist');

/**
 * The folder with what is built of some sources. It is made when one of them, the manifest or the installed modules have
 * changed; one that is already there is never changed, because it may be in use. A build that fails ends this process
 * with exit code 5 and the reason.
 *
 * @param {object} what
 * @param {string} what.name in messages and in the name of the folder
 * @param {readonly string[]} what.sources folders of the project
 * @param {(folder: string) => Promise<void>} what.build fills the folder
 */
export async function built({ name, sources, build }) {
  const folder = join(everythingBuilt, `${name}-${fingerprint(sources)}`);
  if (existsSync(folder)) markAsUsed(folder);
  else {
    try {
      await make(folder, build);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      fail(`switchover could not be built into ${folder}: ${reason}`);
    }
  }
  return folder;
}

/**
 * Changes with every file: by its name, size and time.
 *
 * @param {readonly string[]} folders
 */
function fingerprint(folders) {
  const sources = folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const path of [
    join(root, 'package.json'),
    join(root, 'node_modules/.package-lock.json'),
    ...sources,
  ]) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} folder
 * @param {(folder: string) => Promise<void>} build
 */
async function make(folder, build) {
  await mkdir(everythingBuilt, { recursive: true });
  // Only what is whole gets its name, whoever is interrupted.
  const draft = temporaryPath('program', everythingBuilt);
  try {
    await build(draft);
    await rename(draft, folder).catch((error) => {
      // Another process built the same at the same time.
      if (!['EEXIST', 'ENOTEMPTY'].includes(error.code)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await removeUnused(folder);
}

/**
 * Removes what was built of earlier sources, and what interrupted builds left.
 *
 * @param {string} current
 */
async function removeUnused(current) {
  for (const name of await readdir(everythingBuilt)) {
    const path = join(everythingBuilt, name);
    if (path !== current && (await isUnused(path, name))) await rm(path, { recursive: true, force: true });
  }
}

/**
 * @param {string} path
 * @param {string} name
 */
async function isUnused(path, name) {
  const builder = ownerOfTemporary(name);
  if (builder !== undefined) return isGone(builder);
  // Another process may have just removed it.
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > keptMs;
}

/** @param {string} folder */
function markAsUsed(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // The checkout belongs to another user, who may remove it a week after it was built.
  }
}
