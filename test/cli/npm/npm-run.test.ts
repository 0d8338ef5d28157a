import { copyFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import { temporaryFolder } from '../../temporary-folder.ts';
import { unusedEngine } from '../unused-engine.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));

/** `npm --prefix PROJECT run ...` of a user who stands in another folder. */
const npmRun = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) =>
  execa('npm', ['--prefix', project, 'run', '--silent', ...args], {
    cwd,
    env,
    reject: false,
    stdin: 'ignore',
  });

test.serial('npm run lab NAME --dry-run: exit code 2, and no run', async (t) => {
  const { environment, asked } = await unusedEngine(t);
  const { exitCode, stdout, stderr } = await npmRun(
    ['lab', 'single-tunnel', '--dry-run'],
    project,
    environment,
  );
  t.is(exitCode, 2);
  t.is(stdout, '');
  t.regex(stderr, /^ {2}npm run lab -- single-tunnel --dry-run$/m);
  t.is(asked(), 0);
});

test.serial('paths begin where the user stood: of a lab, of its folder, of saved results', async (t) => {
  const folder = await temporaryFolder(t);
  await copyFile(join(project, 'labs/single-tunnel/lab.yaml'), join(folder, 'lab.yaml'));
  for (const path of ['./lab.yaml', '.', 'lab.yaml']) {
    const { exitCode, stdout } = await npmRun(['switchover', '--', 'validate', path], folder);
    t.is(exitCode, 0);
    t.regex(stdout, /^lab\.yaml is valid/);
  }
  const compared = await npmRun(['switchover', '--', 'compare', '.', '.'], folder);
  t.regex(compared.stderr, /There is no result\.json in \./);
  const reported = await npmRun(['switchover', '--', 'report', 'x', '--runs', 'mine'], folder);
  t.regex(reported.stderr, /nor in mine/);
});

test.serial('without a path, results stay in the folder of the program', async (t) => {
  const folder = await temporaryFolder(t);
  const { stderr } = await npmRun(['switchover', '--', 'report', 'x'], folder);
  t.true(stderr.includes(`nor in ${relative(folder, join(project, 'runs'))}/.`), stderr);
  t.deepEqual(await readdir(folder), []);
});
