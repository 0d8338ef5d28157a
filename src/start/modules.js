/** Plain JavaScript without dependencies, because the modules may be missing. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fail } from './fail.js';
import { checkNode } from './node-version.js';

/** As long as others wait for a lock. One whose owner is on another machine, or in a container, is never cleared. */
const patienceMs = 20 * 60_000;

/** @type {readonly NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const root = fileURLToPath(new URL('../../', import.meta.url));
const lockFile = join(root, 'package-lock.json');
/** Written by npm at the very end of an installation: it is missing when that was interrupted. */
const installedFile = join(root, 'node_modules/.package-lock.json');
/** Hash of the package-lock.json that was installed, because a checkout makes the same file newer. */
const stampFile = join(root, 'node_modules/.switchover-installed');

/**
 * Makes sure that the rest of the program can be loaded: a Node that is new enough, and node_modules as package-lock.json
 * wants them. When there is nothing to do, it says nothing and takes a few milliseconds. Otherwise it installs them, or
 * ends this process with exit code 5 and the reason.
 */
export async function ensureModules() {
  checkNode();
  if (!isInstalled()) await installOnce();
}

function isInstalled() {
  const installed = modified(installedFile);
  const wanted = modified(lockFile);
  if (installed === undefined) return false;
  return wanted === undefined || installed >= wanted || contentOf(stampFile) === hash(contentOf(lockFile));
}

/** Two that start at once must not both run `npm ci`, which begins by removing everything. */
async function installOnce() {
  const { lockPath, takeLock } = await import('../base/files/lock-file.js');
  const lock = lockPath(`modules-${hash(root)}`);
  const take = () => takeLock(lock).catch((error) => fail(error.message));
  const begun = Date.now();
  let told = false;
  for (let holder = await take(); holder !== undefined; holder = await take()) {
    if (!told) console.error(`Waiting for another switchover (${holder}) that is installing node modules`);
    told = true;
    if (Date.now() - begun > patienceMs) {
      fail(
        `Another switchover (${holder}) has been installing node modules for ${patienceMs / 60_000} minutes. If it does ` +
          `not run any more, remove ${lock}, and run the same command again.`,
      );
    }
    await pause(200);
  }
  const release = () => rmSync(lock, { force: true });
  process.on('exit', release);
  if (!isInstalled()) await install();
  process.off('exit', release);
  release();
}

async function install() {
  console.error('Installing node modules (npm ci)');
  const [command, ...args] = npm();
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const problem = await problemOf(command, [...args, ...options]);
  if (problem !== undefined) {
    fail(
      `The node modules that switchover needs could not be installed: ${problem}; its own words are above. Make a ` +
        'package registry reachable (npm config set registry, or a proxy), and run the same command again.',
    );
  }
  writeFileSync(stampFile, hash(contentOf(lockFile)));
}

/**
 * The npm that runs this script, if one does; otherwise the one on the path.
 *
 * @returns {[command: string, ...args: string[]]}
 */
function npm() {
  const running = process.env.npm_execpath ?? '';
  return running.endsWith('npm-cli.js') ? [process.execPath, running] : ['npm'];
}

/**
 * Runs npm; undefined when all went well.
 *
 * @param {string} command
 * @param {readonly string[]} args
 */
async function problemOf(command, args) {
  /** @type {NodeJS.Signals | undefined} */
  let interruption;
  // npm ends first: until then, no other switchover may install. Before it starts, so that no signal leaves it behind.
  const interrupt = (/** @type {NodeJS.Signals} */ name) => {
    interruption = name;
    child.kill(name);
  };
  for (const name of signals) process.on(name, interrupt);
  // What npm says is about progress, and standard output belongs to the command that comes after this.
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', process.stderr, process.stderr] });
  try {
    const [code, signal] = await once(child, 'exit');
    if (interruption !== undefined) process.exit(128 + constants.signals[interruption]);
    return code === 0 ? undefined : `npm ci ended with ${code ?? signal}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    // The program has listeners of its own, which tear labs down.
    for (const name of signals) process.off(name, interrupt);
  }
}

/**
 * When a file was last changed, in milliseconds; undefined when it is missing.
 *
 * @param {string} path
 */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** @param {string} path */
function contentOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} text */
function hash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
