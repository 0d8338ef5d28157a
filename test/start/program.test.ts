import { cp, mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { thisOwner } from '../../src/base/ownership/owner.js';
import { temporaryFolder } from '../temporary-folder.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** Every way to start something that package.json names. */
const { scripts } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'));

/** A checkout with the real builder and a program of two modules. */
async function checkout(t: ExecutionContext): Promise<string> {
  const root = await temporaryFolder(t);
  for (const part of ['src/start', 'src/base/files', 'src/base/ownership']) {
    await cp(join(project, part), join(root, part), { recursive: true });
  }
  await symlink(join(project, 'node_modules'), join(root, 'node_modules'));
  await write(root, 'package.json', '{"name":"x","type":"module"}');
  await write(root, 'src/cli/main.ts', "import { word } from './word.ts';\nconsole.log(word);\n");
  await write(root, 'src/cli/word.ts', "export const word: string = 'first';\n");
  await write(root, 'images/base/bootstrap.ts', 'export {};\n');
  await write(root, 'src/batches/process/run-process.ts', 'export {};\n');
  return root;
}

async function write(root: string, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

const start = (root: string, env: Readonly<Record<string, string>> = {}) =>
  execa('node', ['src/start/switchover.js'], { cwd: root, env, reject: false, all: true });

const built = async (root: string) => (await readdir(join(root, 'dist'))).sort();

test('the program is built once, and again when a source changes', async (t) => {
  const root = await checkout(t);
  t.is((await start(root)).all, 'first');
  const [first] = await built(root);
  t.is((await start(root)).all, 'first');
  t.deepEqual(await built(root), [first]);
  await write(root, 'src/cli/word.ts', "export const word: string = 'second';\n");
  t.is((await start(root)).all, 'second');
  t.is((await built(root)).length, 2, 'a program that may be running was removed');
  await write(root, 'images/base/bootstrap.ts', 'export const x = 1;\n');
  t.is((await start(root)).all, 'second');
  t.is((await built(root)).length, 3);
});

test('two that start at once both start, and leave one program', async (t) => {
  const root = await checkout(t);
  const both = await Promise.all([start(root), start(root)]);
  t.deepEqual(
    both.map(({ all }) => all),
    ['first', 'first'],
  );
  t.is((await built(root)).length, 1);
});

test('a build removes programs of the week before, and what killed builds left', async (t) => {
  const root = await checkout(t);
  const { bootId, hostname } = thisOwner();
  const killed = `switchover_program_999999999_1_${bootId}_${hostname}_random`;
  for (const name of ['old', killed]) await mkdir(join(root, 'dist', name), { recursive: true });
  const weekBefore = new Date(Date.now() - 8 * 24 * 3600_000);
  await utimes(join(root, 'dist/old'), weekBefore, weekBefore);
  t.is((await start(root)).all, 'first');
  const left = await built(root);
  t.is(left.length, 1, left.join(' '));
});

test('what needs no engine, no lab file and no other process does not load the modules for them', async (t) => {
  const version = (env: Readonly<Record<string, string>>) =>
    execa('node', ['src/start/switchover.js', '--version'], { cwd: project, env });
  // The first may have to build the program.
  await version({});
  const { stderr } = await version({ NODE_DEBUG: 'esm,module' });
  const loaded = new Set(
    [...stderr.matchAll(/node_modules\/((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name]) => name),
  );
  t.true(loaded.has('zod'), 'Node does not say what it loads');
  const heavy = ['docker-modem', 'dockerode', 'esbuild', 'execa', 'ip-num', 'node-forge', 'yaml', 'zx'];
  const ofWorkshop = ['hono', '@hono/node-server', 'ws', 'markdown-it', '@xterm/headless', 'uqr'];
  t.deepEqual(
    [...heavy, ...ofWorkshop].filter((name) => loaded.has(name)),
    [],
  );
});

test('a source that cannot be built ends with exit code 5 and its place', async (t) => {
  const root = await checkout(t);
  await write(root, 'src/cli/word.ts', 'export const word = ;\n');
  const { exitCode, all } = await start(root);
  t.is(exitCode, 5);
  t.regex(all, /src\/cli\/word\.ts:1:20/);
});

test('no code comes from the folder for temporary files, and none stays there', async (t) => {
  const root = await checkout(t);
  const temporary = await temporaryFolder(t);
  // What an attacker can make before: the folder that tsx trusts.
  const planted = `tsx-${process.getuid?.()}`;
  await mkdir(join(temporary, planted), { mode: 0o777 });
  t.is((await start(root, { TMPDIR: temporary })).all, 'first');
  t.deepEqual(await readdir(temporary, { recursive: true }), [planted]);
});

for (const [name, command] of Object.entries<string>(scripts)) {
  test(`npm run ${name} does not use the cache that tsx trusts`, (t) => {
    t.true(!command.includes('tsx') || command.startsWith('TSX_DISABLE_CACHE=1 '), command);
  });
}

test('no page and no source tells people to run something with the cache that tsx trusts', async (t) => {
  const { stdout } = await execa('git', ['ls-files', '*.md', 'images', 'labs', 'src', 'Makefile', '.ci'], {
    cwd: project,
  });
  const files = stdout.split('\n');
  t.true(files.includes('images/base/README.md'));
  const commands = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(project, file), 'utf8');
      const found = text.match(/.*(?:npx tsx|--import[ =]tsx).*/g) ?? [];
      return found.map((line) => `${file}: ${line.trim()}`);
    }),
  );
  t.deepEqual(
    commands.flat().filter((line) => !line.includes('TSX_DISABLE_CACHE=1 ')),
    [],
  );
});
