import { copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';

const project = fileURLToPath(new URL('../../', import.meta.url));
const script = 'src/start/ensure-modules.js';
/** All files that are loaded before the modules are there. */
const plainFiles = [
  script,
  'src/start/modules.js',
  'src/start/fail.js',
  'src/start/node-version.js',
  'src/base/files/lock-file.js',
  'src/base/files/temporary-path.js',
  'src/base/ownership/owner.js',
];
/** One module, which is part of the checkout, so that npm needs no registry. */
const manifest = { name: 'x', version: '1.0.0', type: 'module', dependencies: { y: 'file:y' } };
const lockFile = {
  name: 'x',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'x', version: '1.0.0', dependencies: { y: 'file:y' } },
    y: { version: '1.0.0' },
    'node_modules/y': { resolved: 'y', link: true },
  },
};
const tomorrow = new Date(Date.now() + 24 * 3600 * 1000);

async function checkout(t: ExecutionContext): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'sw-'));
  t.teardown(() => rm(root, { recursive: true }));
  for (const file of plainFiles) {
    await mkdir(join(root, dirname(file)), { recursive: true });
    await copyFile(join(project, file), join(root, file));
  }
  await mkdir(join(root, 'y'));
  await writeFile(join(root, 'y/package.json'), '{"name":"y","version":"1.0.0"}');
  await writeFile(join(root, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(lockFile));
  return root;
}

/** Pretends that npm has just installed the modules. */
async function installed(root: string): Promise<void> {
  await mkdir(join(root, 'node_modules'));
  await writeFile(join(root, 'node_modules/.package-lock.json'), '{}');
}

const ensure = (root: string, env: Readonly<Record<string, string>> = {}) =>
  execa('node', [script], { cwd: root, env, reject: false, all: true });

test('nothing happens when the modules are installed', async (t) => {
  const root = await checkout(t);
  await installed(root);
  t.like(await ensure(root), { exitCode: 0, all: '' });
});

test('two processes at once install once, and again only when the lock file changes', async (t) => {
  const root = await checkout(t);
  const both = await Promise.all([ensure(root), ensure(root)]);
  const words = both.map(({ all }) => all).join('\n');
  t.deepEqual(
    both.map(({ exitCode }) => exitCode),
    [0, 0],
    words,
  );
  t.is(words.match(/Installing node modules/g)?.length, 1, words);
  t.is(both.map(({ stdout }) => stdout).join(''), '');
  await utimes(join(root, 'package-lock.json'), tomorrow, tomorrow);
  t.is((await ensure(root)).all, '');
  await writeFile(join(root, 'package-lock.json'), `${JSON.stringify(lockFile)}\n`);
  await utimes(join(root, 'package-lock.json'), tomorrow, tomorrow);
  t.regex((await ensure(root)).all, /^Installing node modules/);
});

test('a killed installation does not hold up the next one', async (t) => {
  const root = await checkout(t);
  const programs = join(root, 'programs');
  await mkdir(programs);
  await writeFile(join(programs, 'npm'), '#!/bin/sh\nkill -9 $PPID\n', { mode: 0o755 });
  const killed = await ensure(root, { PATH: `${programs}:${process.env.PATH}`, npm_execpath: '' });
  t.is(killed.signal, 'SIGKILL');
  const next = await ensure(root);
  t.is(next.exitCode, 0, next.all);
  t.is(next.all.match(/^Waiting/m), null, next.all);
});

test('an interrupted installation ends when npm has ended, and not before', async (t) => {
  const root = await checkout(t);
  const programs = join(root, 'programs');
  await mkdir(programs);
  const npm =
    'trap "sleep 0.5; echo npm has ended; exit 1" TERM; echo npm has begun; while :; do sleep 0.05; done';
  await writeFile(join(programs, 'npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
  const interrupted = ensure(root, { PATH: `${programs}:${process.env.PATH}`, npm_execpath: '' });
  let all = '';
  interrupted.all.on('data', (text) => {
    all += text;
    if (all.includes('npm has begun')) interrupted.kill('SIGTERM');
  });
  t.is((await interrupted).exitCode, 143);
  t.regex(all, /npm has ended/);
});

// They would end the program before it has torn its lab down.
test('no signal is listened for after an installation', async (t) => {
  const root = await checkout(t);
  const program =
    'import { ensureModules } from "./src/start/modules.js"; await ensureModules(); console.log(process.eventNames().join());';
  const { stdout, stderr } = await execa('node', ['--input-type=module', '--eval', program], { cwd: root });
  t.regex(stderr, /^Installing node modules/);
  t.notRegex(stdout, /SIG/);
});

test('a failed installation is an error of the environment', async (t) => {
  const root = await checkout(t);
  await writeFile(join(root, 'package-lock.json'), 'no lock file');
  const { exitCode, all } = await ensure(root);
  t.is(exitCode, 5);
  t.regex(
    all,
    /could not be installed: npm ci ended with 1; its own words are above\. Make a package registry reachable/,
  );
});

test('the oldest accepted Node is the one in package.json', async (t) => {
  const text = await readFile(join(project, 'src/start/node-version.js'), 'utf8');
  const real: unknown = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const oldest = text
    .match(/oldestNode = \[(\d+), (\d+)\]/)
    ?.slice(1)
    .join('.');
  t.like(real, { engines: { node: `>=${oldest}` } });
});
