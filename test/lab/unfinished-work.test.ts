import test from 'ava';
import { deferred } from '../../src/base/deferred.ts';
import { SwitchoverError } from '../../src/base/errors/switchover-error.ts';
import { allOrNone, UnfinishedWork } from '../../src/lab/unfinished-work.ts';

test('work that is done in time gives its result', async (t) => {
  t.is(await new UnfinishedWork('lab-1').finish(Promise.resolve('node')), 'node');
});

test('the removal waits for unfinished work, which then fails', async (t) => {
  const unfinished = new UnfinishedWork('lab-1');
  const { promise, resolve } = deferred<void>();
  const work = unfinished.finish(promise);
  unfinished.close();
  let isSettled = false;
  const settled = unfinished.settled().then(() => {
    isSettled = true;
  });
  await new Promise(setImmediate);
  t.false(isSettled);
  resolve();
  await settled;
  const error = await t.throwsAsync(work, { instanceOf: SwitchoverError });
  t.is(error?.message, 'lab-1 is being removed.');
  t.is(error?.kind, 'lab-not-ready');
});

test('the removal also waits for work that fails, and does not fail itself', async (t) => {
  const unfinished = new UnfinishedWork('lab-1');
  const work = unfinished.finish(Promise.reject(new Error('no image')));
  await t.notThrowsAsync(unfinished.settled());
  await t.throwsAsync(work, { message: 'no image' });
});

test('when one of several tasks fails, the others are waited for', async (t) => {
  const { promise, resolve } = deferred<void>();
  let isOver = false;
  const all = allOrNone([Promise.reject(new Error('first')), promise]).finally(() => {
    isOver = true;
  });
  await new Promise(setImmediate);
  t.false(isOver);
  resolve();
  await t.throwsAsync(all, { message: 'first' });
});
