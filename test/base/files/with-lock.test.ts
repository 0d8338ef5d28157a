import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import { removeAbandonedFiles } from '../../../src/base/files/abandoned-files.ts';
import { lockPath } from '../../../src/base/files/lock-file.js';
import { withLock } from '../../../src/base/files/with-lock.ts';
import { ownerLabel, thisOwner } from '../../../src/base/ownership/owner.js';

async function folder(t: ExecutionContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'sw-'));
  t.teardown(() => rm(path, { recursive: true }));
  return path;
}

test('only one at a time works, and no file is left', async (t) => {
  const path = await folder(t);
  let inside = 0;
  const told: string[] = [];
  const work = async () => {
    t.is(++inside, 1);
    await pause(20);
    inside--;
  };
  await Promise.all([1, 2, 3].map(() => withLock('x', { progress: (line) => told.push(line) }, work, path)));
  t.true(
    told.every(
      (line) =>
        line === `Waiting for another switchover (process ${process.pid}) that is setting up the same`,
    ),
  );
  t.is(told.length, 2);
  t.deepEqual(await readdir(path), []);
});

test('the lock of a dead process does not count', async (t) => {
  const path = await folder(t);
  await writeFile(lockPath('x', path), ownerLabel({ ...thisOwner(), startTime: '1' }));
  t.is(await withLock('x', { progress: () => t.fail() }, async () => 'done', path), 'done');
  t.deepEqual(await readdir(path), []);
});

test('failing work releases the lock', async (t) => {
  const path = await folder(t);
  const work = () => Promise.reject(new Error('no'));
  await t.throwsAsync(withLock('x', { progress: () => {} }, work, path), { message: 'no' });
  t.deepEqual(await readdir(path), []);
});

test('a lock file without a readable owner does not count', async (t) => {
  const path = await folder(t);
  await writeFile(lockPath('x', path), 'half an own');
  t.is(await withLock('x', { progress: () => t.fail() }, async () => 'done', path), 'done');
});

test('an interruption ends the wait for a lock', async (t) => {
  const path = await folder(t);
  await writeFile(lockPath('x', path), ownerLabel(thisOwner()));
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const progress = () => controller.abort(reason);
  const work = async () => t.fail();
  t.is(await t.throwsAsync(withLock('x', { progress, signal: controller.signal }, work, path)), reason);
});

test('the locks of dead processes are removed, and no other files', async (t) => {
  const path = await folder(t);
  await writeFile(lockPath('alive', path), ownerLabel(thisOwner()));
  await writeFile(lockPath('dead', path), ownerLabel({ ...thisOwner(), startTime: '1' }));
  await writeFile(join(path, 'other.lock'), '');
  t.deepEqual(await removeAbandonedFiles(path), [lockPath('dead', path)]);
  t.deepEqual((await readdir(path)).length, 2);
});

test('what another user has put in the place of a lock is refused at once, and never read', async (t) => {
  const path = await folder(t);
  const lock = lockPath('x', path);
  // Reading a pipe would never end.
  await execa('mkfifo', [lock]);
  const work = async () => t.fail();
  await t.throwsAsync(withLock('x', { progress: () => t.fail() }, work, path), {
    instanceOf: SwitchoverError,
    message: `${lock} is not a lock of this user: remove it, and run the same command again.`,
  });
  t.deepEqual(await removeAbandonedFiles(path), [lock]);
});
