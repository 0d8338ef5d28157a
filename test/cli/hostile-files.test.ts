import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { readLab } from '../../src/run/lab-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { switchover } from './switchover.ts';

/** Bad lab files: what they are, how to make them, and the error message. */
const files: readonly (readonly [
  what: string,
  make: (t: ExecutionContext) => string | Promise<string>,
  answer: RegExp,
])[] = [
  ['a file of 100 MB', hugeFile, /has more than 1048576 bytes; a lab file is much smaller/],
  ['a FIFO without a writer', fifo, /cannot be read: it is not a regular file/],
  ['a folder without a lab file', (t) => temporaryFolder(t), /" has no lab\.yaml\. The labs are: /],
  ['a folder in place of the lab file', folderOfFolders, /cannot be read: it is not a regular file/],
  ['an endless device', () => '/dev/zero', /cannot be read: it is not a regular file/],
  ['a file in /proc, whose size is 0', () => '/proc/self/maps', /error/],
];

for (const [what, make, answer] of files) {
  test.serial(`${what} is refused as wrong input, with a message that says why`, async (t) => {
    const { exitCode, stdout, stderr } = await switchover(['validate', await make(t)]);
    t.is(exitCode, 2);
    t.is(stdout, '');
    t.regex(stderr, answer);
    t.false(stderr.includes('    at '), 'no stack');
  });

  test.serial(`${what} is refused within a second, without reading all of it`, async (t) => {
    const path = await make(t);
    const before = { cpu: process.cpuUsage(), memory: process.memoryUsage().rss };
    await t.throwsAsync(readLab(path));
    // CPU time, because other processes of the machine do not count.
    const { user, system } = process.cpuUsage(before.cpu);
    t.true((user + system) / 1000 < 1000, `took ${Math.round((user + system) / 1000)} ms`);
    const grown = (process.memoryUsage().rss - before.memory) / 2 ** 20;
    t.true(grown < 50, `took ${Math.round(grown)} MiB`);
  });
}

async function hugeFile(t: ExecutionContext): Promise<string> {
  const path = join(await temporaryFolder(t), 'lab.yaml');
  await writeFile(path, 'name: big\n');
  await truncate(path, 100_000_000);
  return path;
}

async function fifo(t: ExecutionContext): Promise<string> {
  const path = join(await temporaryFolder(t), 'lab.yaml');
  await execa('mkfifo', [path]);
  return path;
}

async function folderOfFolders(t: ExecutionContext): Promise<string> {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'lab.yaml'));
  return folder;
}
