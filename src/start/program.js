/**
 * Plain JavaScript, because it makes the program out of TypeScript. The program is kept inside the checkout: whoever can
 * write there could as well change the sources. A folder that other users can write, such as the one for temporary
 * files, must never hold code that is run.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ownerOfTemporary, temporaryPath } from '../base/files/temporary-path.js';
import { isGone } from '../base/ownership/owner.js';
import { fail } from './fail.js';

/** A program that was started within this time may still run, and loads further parts of itself: a suite takes hours. */
const keptMs = 7 * 24 * 3600_000;

const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = join(root, 'dist');

/** The base image is made by a program that lies beside it. */
const sourceFolders = ['src', 'images/base'];

/** What is started as a process: the command line, and the runs of a suite. All parts lie in one folder. */
const entryPoints = ['src/cli/main.ts', 'src/batches/process/run-process.ts'];

/**
 * The built program, as the URL of its first module. It is built when a source, the manifest or the installed modules have
 * changed; a program that is already there is never changed, because it may be running. A build that fails ends this
 * process with exit code 5 and the reason.
 *
 * @returns {Promise<string>}
 */
export async function builtProgram() {
  const folder = join(programs, fingerprint());
  const first = join(folder, 'main.js');
  if (existsSync(first)) markAsUsed(folder);
  else {
    try {
      await build(folder);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      fail(`switchover could not be built into ${folder}: ${reason}`);
    }
  }
  return pathToFileURL(first).href;
}

/** Changes with everything that the program is made of: name, size and time of each file. */
function fingerprint() {
  const sources = sourceFolders
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

/** @param {string} folder */
async function build(folder) {
  // It takes longer to load than a program that is already there.
  const { bundle } = await import('./bundle.js');
  await mkdir(programs, { recursive: true });
  // Only a whole program gets its name, whoever is interrupted.
  const draft = temporaryPath('program', programs);
  try {
    await bundle(root, entryPoints, draft);
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
 * Removes the programs of earlier sources, and what interrupted builds left.
 *
 * @param {string} current
 */
async function removeUnused(current) {
  for (const name of await readdir(programs)) {
    const path = join(programs, name);
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
    // The checkout belongs to another user, who may remove the program a week after having built it.
  }
}
