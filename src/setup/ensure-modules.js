/**
 * Runs before everything else (npm's pre-scripts) and makes sure that the rest can be loaded: a Node that is new
 * enough, and node_modules as package-lock.json wants them. Plain JavaScript without dependencies, since there is
 * nothing else yet; says nothing and takes a few milliseconds when there is nothing to do.
 */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Exit code for surroundings that cannot run this; the same as src/base/errors/exit-codes.ts has for it. */
const environmentExitCode = 5;

/** "engines" in package.json, which npm only warns about. */
const oldestNode = [20, 19];

const root = fileURLToPath(new URL('../../', import.meta.url));
const lockFile = join(root, 'package-lock.json');
/** Written by npm at the very end of an installation: it is missing when that was interrupted. */
const installedFile = join(root, 'node_modules/.package-lock.json');
/** Hash of the package-lock.json that was installed, because a checkout makes the same file newer. */
const stampFile = join(root, 'node_modules/.switchover-installed');

/** Touched every second while an installation goes on: one that is old was left by a process that was killed. */
const installing = join(tmpdir(), `switchover-modules-${hash(`${process.getuid?.()} ${root}`)}.lock`);
const heartbeatMs = 1_000;
const abandonedMs = 10_000;

checkNode();
if (!isInstalled()) await installOnce();

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  fail(
    `switchover needs Node ${oldestNode.join('.')} or newer, and this is ${process.versions.node} (${process.execPath}). ` +
      'Install a newer one, from https://nodejs.org/en/download or with your version manager (nvm install 22), and ' +
      'run the same command again.',
  );
}

function isInstalled() {
  const installed = modified(installedFile);
  const wanted = modified(lockFile);
  if (installed === undefined) return false;
  return wanted === undefined || installed >= wanted || contentOf(stampFile) === hash(contentOf(lockFile));
}

/** Two that start at once must not both run `npm ci`, which begins by removing everything. */
async function installOnce() {
  let told = false;
  while (!lock()) {
    if (!told) console.error('Waiting for another switchover that is installing node modules');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const heartbeat = setInterval(() => utimesSync(installing, new Date(), new Date()), heartbeatMs);
  process.on('exit', () => rmSync(installing, { force: true }));
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
  if (!isInstalled()) await install();
  clearInterval(heartbeat);
}

/** Whether the lock is ours now. A link appears only where there is nothing yet. */
function lock() {
  // A name that nobody can foresee: other users may write into this folder as well.
  const draft = `${installing}.${randomUUID()}`;
  writeFileSync(draft, String(process.pid), { flag: 'wx' });
  try {
    linkSync(draft, installing);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const touched = modified(installing);
    if (touched !== undefined && Date.now() - touched > abandonedMs) moveAside(installing);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function moveAside(path) {
  const aside = `${path}.${process.pid}.abandoned`;
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch {
    // Somebody else was quicker.
  }
}

async function install() {
  console.error('Installing node modules (npm ci)');
  const [command, ...args] = npm();
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // What npm says is about progress, and standard output belongs to the command that comes after this.
  const child = spawn(command, [...args, ...options], { cwd: root, stdio: ['ignore', 2, 2] });
  const problem = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) =>
      resolve(code === 0 ? undefined : `npm ci ended with ${code ?? signal}`),
    );
  });
  if (problem !== undefined) {
    fail(
      `The node modules that switchover needs could not be installed: ${problem}; its own words are above. Make a ` +
        'package registry reachable (npm config set registry, or a proxy), and run the same command again.',
    );
  }
  writeFileSync(stampFile, hash(contentOf(lockFile)));
}

/** The npm that runs this script, if one does; otherwise the one on the path. */
function npm() {
  const running = process.env.npm_execpath ?? '';
  return running.endsWith('npm-cli.js') ? [process.execPath, running] : ['npm'];
}

/** When a file was last changed, in milliseconds; undefined when it is missing. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function contentOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function fail(message) {
  console.error(message);
  process.exit(environmentExitCode);
}
