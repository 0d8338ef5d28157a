import { join } from 'node:path';
import test from 'ava';
import { program } from '../../src/cli/program.ts';
import { given } from '../../src/cli/words/given.ts';
import { misspeltVariables } from '../../src/cli/words/misspelt-variables.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { inProcess } from './in-process.ts';

const run = program.commands.find((command) => command.name() === 'run') ?? program;
const readOf = (words: readonly string[], environment: Readonly<NodeJS.ProcessEnv> = {}) =>
  given(run, { words, environment });

test('an empty value of an option counts as not given, in both of its forms', (t) => {
  const words = ['run', 'x', '--runs', '', '--target=', '--with', ' ', '--profile', 'fast'];
  t.deepEqual(readOf(words).words, ['run', 'x', '--profile', 'fast']);
});

test('an empty argument, and what stands behind --, stay', (t) => {
  for (const words of [
    ['run', ''],
    ['run', '--keep', ''],
    ['run', '--', '--runs', ''],
  ])
    t.deepEqual(readOf(words).words, words);
});

test('an empty variable counts as not given; the variables of others stay', (t) => {
  const environment = { SWITCHOVER_RUNS: '', SWITCHOVER_TARGET: ' ', SWITCHOVER_PROFILE: 'fast', OTHER: '' };
  t.deepEqual(readOf([], environment).environment, { SWITCHOVER_PROFILE: 'fast', OTHER: '' });
});

test('the variable of a switch says yes or no', (t) => {
  for (const yes of ['1', 'yes', 'TRUE', 'on', 'y'])
    t.deepEqual(readOf([], { SWITCHOVER_KEEP: yes }).environment, { SWITCHOVER_KEEP: yes });
  for (const no of ['0', 'no', 'False', 'off', 'N', ''])
    t.deepEqual(readOf([], { SWITCHOVER_KEEP: no }).environment, {});
  t.throws(() => readOf([], { SWITCHOVER_DRY_RUN: 'maybe' }), {
    message:
      'SWITCHOVER_DRY_RUN is "maybe". It has to say yes (yes, true, on, y, 1) or no (no, false, off, n, 0).',
  });
});

test('a misspelt variable is named; one that is like no other is left alone', (t) => {
  t.deepEqual(
    misspeltVariables(program, { SWITCHOVER_DRYRUN: '1', SWITCHOVER_HOME: '/', SWITCHOVER_KEEP: '1' }),
    ['SWITCHOVER_DRYRUN has no effect. Is SWITCHOVER_DRY_RUN meant?'],
  );
});

test.serial('a dry run with empty values is that of a command line without them', async (t) => {
  const plain = await inProcess(['run', 'single-tunnel', '--dry-run']);
  const environment = {
    SWITCHOVER_TARGET: '',
    SWITCHOVER_RUNS: '',
    SWITCHOVER_KEEP: 'off',
    SWITCHOVER_DRY_RUN: 'On',
  };
  const empty = await inProcess(['run', 'single-tunnel', '--flows', '', '--with='], environment);
  t.deepEqual(empty, plain);
});

const numbers: readonly (readonly [args: readonly string[], answer: RegExp])[] = [
  [['run', 'single-tunnel', '--flows', '0x20'], /whole number from 2 to 128/],
  [['run', 'single-tunnel', '--flows', '1e2'], /whole number from 2 to 128/],
  [['run', 'single-tunnel', '--flows', ' 32'], /whole number from 2 to 128/],
  [['run', 'single-tunnel', '--trials', '+3'], /whole number from 1 to 1000/],
  [['run', 'single-tunnel', '--expect', 'maxOutageSeconds=0x5'], /maxOutageSeconds has to be a number/],
  [['run', 'single-tunnel', '--expect', 'maxOutageSeconds=-5'], /maxOutageSeconds has to be at least 0/],
  [
    ['run', 'single-tunnel', '--expect', 'maxOutageSecond=5'],
    /no limit maxOutageSecond; is maxOutageSeconds meant/,
  ],
  [['run', 'single-tunnel', '--expect', 'maxOutageSeconds=5,maxOutageSeconds=6'], /maxOutageSeconds .*twice/],
  [['run', 'single-tunnel', '--with', 'lossPercent=abc'], /lossPercent has to be a number/],
  [['run', 'single-tunnel', '--with', 'lossPercent'], /lossPercent has no value/],
  [['run', 'single-tunnel', '--with', 'lossPercnt=5'], /no parameter lossPercnt; is lossPercent meant/],
  [['run', 'single-tunnel', '--with', 'a=1,a=2'], /no parameter a\b/],
];
for (const [args, answer] of numbers) {
  test.serial(`${args.slice(2).join(' ')} is refused in plain words`, async (t) => {
    const { exitCode, stdout, stderr } = await inProcess(args);
    t.is(exitCode, 2);
    t.is(stdout, '');
    t.regex(stderr, answer);
    t.notRegex(stderr, /Invalid input|expected|NaN|object Object/);
    t.true(stderr.length < 300, stderr);
  });
}

test.serial('SWITCHOVER_ENGINE_TIMEOUT is read as an option is', async (t) => {
  const DOCKER_HOST = `unix://${join(await temporaryFolder(t), 'missing.sock')}`;
  for (const wrong of ['abc', '0x10', '0', '3601', '1e2']) {
    const { exitCode, stderr } = await inProcess(['gc'], { DOCKER_HOST, SWITCHOVER_ENGINE_TIMEOUT: wrong });
    t.is(exitCode, 2);
    t.regex(stderr, /^SWITCHOVER_ENGINE_TIMEOUT is "/);
  }
  t.is((await inProcess(['gc'], { DOCKER_HOST, SWITCHOVER_ENGINE_TIMEOUT: '' })).exitCode, 5);
});

test.serial('one thing is named in the singular', async (t) => {
  const { stdout } = await inProcess(['validate', 'single-tunnel']);
  t.regex(stdout, /: 8 nodes, 1 tunnel, 5 BGP sessions\.$/m);
});
