import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { isLeftover, keptRuns } from '../../../src/engine/ownership/collect-garbage.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';
import {
  type OwnerState,
  ownerLabel,
  ownerState,
  type ProcessTable,
  parseOwner,
  thisHost,
  thisOwner,
} from '../../../src/engine/ownership/ownership.ts';

const owner = { pid: 7, startTime: '100', bootId: 'boot', hostname: 'box' };
const box: ProcessTable = {
  hostname: 'box',
  bootId: 'boot',
  startTime: (pid) => (pid === 7 ? '100' : undefined),
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

test('nobody can tell about a process of another machine', (t) => {
  t.is(ownerState({ ...owner, hostname: 'other' }, box), 'elsewhere');
  t.is(ownerState({ ...owner, bootId: 'earlier' }, box), 'rebooted');
});

test('an owner survives its way through a label', (t) => {
  t.deepEqual(parseOwner(ownerLabel(owner)), owner);
  t.is(parseOwner(undefined), undefined);
  t.is(parseOwner('nobody'), undefined);
  t.is(parseOwner('{"pid":0}'), undefined);
});

test('the start time is read although a program has parentheses in its name', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sw-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const program = join(folder, 'a) 1 (b');
  await symlink('/bin/sleep', program);
  const child = spawn(program, ['60']);
  t.teardown(() => child.kill());
  await once(child, 'spawn');
  const started = Number(thisHost().startTime(child.pid ?? 0));
  t.true(started >= Number(thisOwner().startTime), `${started}`);
});

test('a PID that nobody has has no start time', (t) => {
  // The largest that Linux gives is 2^22.
  t.is(thisHost().startTime(2 ** 22 + 1), undefined);
});

const container = (extra: Record<string, string> = {}, state = 'running') => ({
  labels: { [labels.owner]: ownerLabel(owner), ...extra },
  state,
});
const be = (state: OwnerState) => () => state;

const none = new Set<string>();

test('only what belongs to the dead and is not kept may be removed', (t) => {
  const ofRun = container({ [labels.run]: 'lab-1' });
  const marker = container({ [labels.run]: 'lab-1', [labels.kept]: 'true' }, 'created');
  t.true(isLeftover(ofRun, none, be('dead')));
  t.false(isLeftover(ofRun, none, be('alive')));
  t.false(isLeftover(ofRun, none, be('elsewhere')));
  t.false(isLeftover(ofRun, keptRuns([ofRun, marker]), be('dead')));
  t.true(isLeftover(container({ [labels.run]: 'lab-2' }), keptRuns([ofRun, marker]), be('dead')));
  t.false(isLeftover({ labels: {}, state: 'exited' }, none, be('dead')));
  t.false(isLeftover({ labels: { [labels.owner]: 'unreadable' }, state: 'exited' }, none, be('dead')));
});

test('what ran before a reboot may be removed, unless it runs', (t) => {
  t.true(isLeftover(container({}, 'exited'), none, be('rebooted')));
  t.false(isLeftover(container({}, 'running'), none, be('rebooted')));
});
