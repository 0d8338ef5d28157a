import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { refuseForgottenDashes } from '../../../src/cli/npm/forgotten-dashes.ts';
import { npmStart } from '../../../src/cli/npm/npm-start.ts';
import { program } from '../../../src/cli/program.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** The environment in which npm starts a script, after it took some options for its own. */
const leftByNpm = (script: string, swallowed: Readonly<Record<string, string>> = {}) => ({
  INIT_CWD: '/project/labs',
  npm_lifecycle_event: script,
  npm_package_json: '/project/package.json',
  // npm's own, which are always there.
  npm_config_user_agent: 'npm/11',
  npm_config_yes: '',
  npm_config_key: 'mine',
  npm_config_loglevel: 'silent',
  ...Object.fromEntries(Object.entries(swallowed).map(([name, value]) => [`npm_config_${name}`, value])),
});

function answer(script: string, words: readonly string[], swallowed: Readonly<Record<string, string>>) {
  const environment = leftByNpm(script, swallowed);
  const start = npmStart(environment, '/project');
  if (start === undefined) throw new Error('npm did not start it.');
  return () => refuseForgottenDashes(program, start, words, environment);
}

/** What was typed, as npm 10 and 11 pass it on, and how the answer says to write it. */
const cases: readonly (readonly [
  typed: string,
  words: readonly string[],
  swallowed: Readonly<Record<string, string>>,
  write: string,
])[] = [
  ['lab x --dry-run', ['run', 'x'], { dry_run: 'true' }, 'npm run lab -- x --dry-run'],
  ['lab x --dryrun', ['run', 'x'], { dryrun: 'true' }, 'npm run lab -- x --dry-run'],
  ['lab x --profile fast', ['run', 'x', 'fast'], { profile: 'true' }, 'npm run lab -- x --profile fast'],
  ['lab --profile fast x', ['run', 'fast', 'x'], { profile: 'true' }, 'npm run lab -- x --profile fast'],
  ['lab x --profile=fast', ['run', 'x'], { profile: 'fast' }, 'npm run lab -- x --profile fast'],
  ['lab x --tcp-timeout 5', ['run', 'x', '5'], { tcp_timeout: 'true' }, 'npm run lab -- x --tcp-timeout 5'],
  ['lab x --runs', ['run', 'x'], { runs: 'true' }, 'npm run lab -- x --runs <folder>'],
  ['labs --jobs 2', ['labs', '2'], { jobs: 'true' }, 'npm run labs -- --jobs 2'],
  [
    'switchover fault blackhole --with only=esp',
    ['fault', 'blackhole', 'only=esp'],
    { with: 'true' },
    'npm run switchover -- fault blackhole --with only=esp',
  ],
  ['switchover down --all', ['down'], { all: 'true' }, 'npm run switchover -- down --all'],
];
for (const [typed, words, swallowed, write] of cases) {
  test(`npm run ${typed}: nothing is started, and the answer says how to write it`, (t) => {
    const script = typed.split(' ')[0] ?? '';
    const error = t.throws(answer(script, words, swallowed), { name: 'SwitchoverError' });
    t.true(error.message.includes(`Nothing was started. Write:\n  ${write}\n`), error.message);
  });
}

test('two options are both named', (t) => {
  const error = t.throws(answer('lab', ['run', 'x', '3', 'fast'], { trials: 'true', profile: 'true' }));
  t.regex(error.message, /^npm took --trials and --profile for options of its own/);
  t.regex(error.message, /npm run lab -- x --trials 3 --profile fast\n/);
});

test('an option that stands behind -- as well was not forgotten', (t) => {
  t.notThrows(answer('lab', ['run', 'x', '--dry-run'], { dry_run: 'true' }));
  t.notThrows(answer('lab', ['run', 'x', '--profile=fast'], { profile: 'slow' }));
});

test("npm's own settings, and options that the command does not have, are no reason", (t) => {
  t.notThrows(answer('lab', ['run', 'x'], { watch: 'true', registry: 'http://here', target_arch: 'x64' }));
  t.notThrows(answer('switchover', ['list'], { dry_run: 'true' }));
});

test('npm counts only when it started this program itself', (t) => {
  t.like(npmStart(leftByNpm('lab'), '/project'), { script: 'lab', stoodIn: '/project/labs' });
  t.is(npmStart({}, '/project'), undefined);
  t.is(npmStart(leftByNpm('test'), '/project'), undefined, 'a test that starts the program');
  t.is(npmStart(leftByNpm('lab'), '/elsewhere'), undefined, 'the script of another package');
});

test('npm names the folder as the user reached it, also through a symbolic link', async (t) => {
  const folder = await temporaryFolder(t);
  const [project, link] = [join(folder, 'project'), join(folder, 'link')];
  await mkdir(project);
  await symlink(project, link);
  const environment = { ...leftByNpm('lab'), npm_package_json: join(link, 'package.json') };
  t.like(npmStart(environment, project), { script: 'lab' });
});
