import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'ava';
import { type Deferred, deferred } from '../../../src/base/deferred.ts';
import { FairQueue } from '../../../src/workshop/queue/fair-queue.ts';
import type { QueuedWork } from '../../../src/workshop/queue/work-queue.ts';

/** A queue whose work ends when the test says so. */
function started() {
  const queue = new FairQueue();
  const going: string[] = [];
  const ends = new Map<string, Deferred<void>>();
  const waiting = new Map<string, number[]>();
  const add = (name: string, kind: QueuedWork, signal?: AbortSignal) => {
    const told: number[] = [];
    waiting.set(name, told);
    const end = deferred<void>();
    ends.set(name, end);
    const work = async () => {
      going.push(name);
      await end.promise;
      going.splice(going.indexOf(name), 1);
    };
    return queue.run(kind, work, { onWaiting: (before) => told.push(before), signal });
  };
  const finish = async (name: string) => {
    ends.get(name)?.resolve();
    await nextTurn();
  };
  return { queue, add, finish, going, waiting };
}

test('two labs come up at a time, the others know how many come first', async (t) => {
  const { add, finish, going, waiting } = started();
  for (const name of ['a', 'b', 'c', 'd']) void add(name, 'bring-up');
  await nextTurn();
  t.deepEqual(going, ['a', 'b']);
  t.deepEqual([...waiting.values()], [[0], [0], [1], [2]]);
  await finish('b');
  t.deepEqual(going, ['a', 'c']);
  t.deepEqual(waiting.get('c'), [1, 0]);
  t.deepEqual(waiting.get('d'), [2, 1]);
});

test('a trial has the machine for itself, and is not overtaken', async (t) => {
  const { add, finish, going, waiting } = started();
  for (const [name, kind] of [
    ['a', 'bring-up'],
    ['b', 'trial'],
    ['c', 'trial'],
    ['d', 'bring-up'],
  ] as const)
    void add(name, kind);
  await nextTurn();
  t.deepEqual(going, ['a']);
  t.deepEqual([...waiting.values()], [[0], [1], [2], [3]]);
  await finish('a');
  t.deepEqual(going, ['b']);
  await finish('b');
  t.deepEqual(going, ['c']);
  t.deepEqual(waiting.get('d'), [3, 2, 1]);
  await finish('c');
  t.deepEqual(going, ['d']);
});

test('who gives up lets the next one in', async (t) => {
  const { add, going, waiting } = started();
  const controller = new AbortController();
  void add('a', 'bring-up');
  const givesUp = add('b', 'trial', controller.signal);
  void add('c', 'bring-up');
  await nextTurn();
  t.deepEqual(going, ['a']);
  controller.abort(new Error('not wanted'));
  await t.throwsAsync(givesUp, { message: 'not wanted' });
  t.deepEqual(going, ['a', 'c']);
  t.deepEqual(waiting.get('c'), [2, 0]);
});

test('an abort does not take the turn from work that goes on', async (t) => {
  const { add, finish, going } = started();
  const controller = new AbortController();
  const trial = add('a', 'trial', controller.signal);
  void add('b', 'trial');
  await nextTurn();
  controller.abort(new Error('not wanted'));
  await nextTurn();
  t.deepEqual(going, ['a']);
  await finish('a');
  await t.notThrowsAsync(trial);
  t.deepEqual(going, ['b']);
});

test('work that fails gives its place back', async (t) => {
  const queue = new FairQueue();
  const told: number[] = [];
  const watch = { onWaiting: (before: number) => told.push(before) };
  await t.throwsAsync(
    queue.run('trial', () => Promise.reject(new Error('no lab')), watch),
    { message: 'no lab' },
  );
  t.is(await queue.run('trial', async () => 'measured', watch), 'measured');
});
