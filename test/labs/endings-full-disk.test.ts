import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { runIn, startSwitchover, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { containersOfProcess, containersOfRun, names } from './support/containers.ts';

/** Runs that end badly because the disk for their results is full. The disk is a small tmpfs. */

test.before(() => realEngine());

test.serial(
  'a disk that fills up during the trial: the figures, exit code 5, path and reason, no lab and no half-written file left',
  async (t) => {
    const runs = await smallDisk(t, '2m');
    const session = startSwitchover(['run', 'active-active', '--profile', 'fast', '--runs', runs]);
    const id = await runIn(runs);
    await session.said('waiting for a random moment');
    await fill(runs);
    const { exitCode, stdout, stderr } = await session.ended;
    t.is(exitCode, 5, stderr);
    t.regex(stdout, /^Outage, longest +\d/m, 'what was measured is printed');
    const [words = '', advice = ''] = stderr.split('\n').slice(-2);
    t.log(words);
    t.regex(words, pattern(join(runs, id, 'trials')));
    t.regex(advice, /keep the figures above/);
    t.notRegex(stderr, /^ {4}at /m, 'no stack');
    const files = await readdir(join(runs, id), { recursive: true });
    t.true(files.includes('definition.yaml'));
    t.deepEqual(
      files.filter((name) => /draft|json|html|junit/.test(name)),
      [],
    );
    t.deepEqual(names(await containersOfRun(id)), []);
    t.deepEqual(names(await containersOfProcess(session.pid)), []);
  },
);

test.serial('a disk that is full from the start: exit code 5, and no container is made', async (t) => {
  const runs = await smallDisk(t, '64k');
  await fill(runs);
  const session = startSwitchover(['run', 'active-active', '--profile', 'fast', '--runs', runs]);
  const { exitCode, stdout, stderr } = await session.ended;
  t.is(exitCode, 5, stderr);
  t.is(stdout, '');
  t.notRegex(stderr, /Bringing up/);
  t.regex(stderr.split('\n').at(-1) ?? '', pattern(runs));
  t.deepEqual(names(await containersOfProcess(session.pid)), []);
});

test('output that does not fit on the disk is an error', async (t) => {
  const command = 'exec node src/start/switchover.js list --format json > /dev/full';
  const { exitCode, stderr } = await execa('sh', ['-c', command], { reject: false });
  t.is(exitCode, 5);
  t.regex(stderr, /^Output for stdout could not be written: .*ENOSPC/);
});

test('a folder for results that cannot be made is named in the error', async (t) => {
  const runs = '/dev/null/runs';
  const { exitCode, stderr } = await switchover([
    'run',
    'active-active',
    '--profile',
    'fast',
    '--runs',
    runs,
  ]);
  t.is(exitCode, 5, stderr);
  t.regex(stderr, /^\/dev\/null\/runs could not be saved: .*ENOTDIR/m);
});

const pattern = (path: string): RegExp =>
  new RegExp(`^${path}\\S* could not be saved: there is no space left on the device \\(ENOSPC\\)\\.$`);

/** Mounts a small disk. Needs root. */
async function smallDisk(t: ExecutionContext, size: string): Promise<string> {
  const folder = await newTemporaryFolder();
  await execa('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'switchover-test', folder]);
  t.teardown(async () => {
    await execa('umount', [folder]);
    await rm(folder, { recursive: true });
  });
  return folder;
}

/** Fills a disk: dd writes until there is no space left. */
async function fill(folder: string): Promise<void> {
  const { stderr } = await execa('dd', ['if=/dev/zero', `of=${join(folder, 'zeros')}`, 'bs=4k'], {
    reject: false,
    env: { LC_ALL: 'C' },
  });
  if (!stderr.includes('No space left on device')) throw new Error(`The disk is not full: ${stderr}`);
}
