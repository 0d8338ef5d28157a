import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { execa } from 'execa';
import {
  ownerLabel,
  ownerState,
  parseOwner,
  thisHost,
  thisOwner,
} from '../../../src/base/ownership/owner.js';

const owner = { pid: 7, startTime: '100', bootId: 'boot', hostname: 'box' };
const box = {
  hostname: 'box',
  bootId: 'boot',
  startTime: (pid: number) => (pid === 7 ? '100' : undefined),
};

test('this process is alive, on this host', (t) => {
  t.is(ownerState(thisOwner()), 'alive');
  t.regex(thisOwner().startTime, /^\d+$/);
});

test('a process is dead when its PID is free or was given to another one', (t) => {
  t.is(ownerState(owner, box), 'alive');
  t.is(ownerState({ ...owner, pid: 8 }, box), 'dead');
  t.is(ownerState({ ...owner, startTime: '99' }, box), 'dead');
});

test('a process of another machine, or from before a reboot, is neither alive nor dead', (t) => {
  t.is(ownerState({ ...owner, hostname: 'other' }, box), 'elsewhere');
  t.is(ownerState({ ...owner, bootId: 'earlier' }, box), 'rebooted');
});

test('an owner is read back from its label', (t) => {
  t.deepEqual(parseOwner(ownerLabel(owner)), owner);
  t.is(parseOwner(undefined), undefined);
  t.is(parseOwner('nobody'), undefined);
  t.is(parseOwner('{"pid":0}'), undefined);
});

test('parentheses in the name of a program do not hide its start time', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sw-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const program = join(folder, 'a) 1 (b');
  await symlink('/bin/sleep', program);
  const child = execa(program, ['60'], { reject: false });
  t.teardown(() => child.kill());
  const started = Number(thisHost().startTime(child.pid ?? 0));
  t.true(started >= Number(thisOwner().startTime), `${started}`);
});

test('an unused PID has no start time', (t) => {
  // The largest that Linux gives is 2^22.
  t.is(thisHost().startTime(2 ** 22 + 1), undefined);
});
