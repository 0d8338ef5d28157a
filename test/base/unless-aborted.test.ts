import test from 'ava';
import { unlessAborted } from '../../src/base/unless-aborted.ts';

const endless = () => new Promise<never>(() => {});

test('work that is done before the signal gives its result, and its error', async (t) => {
  const { signal } = new AbortController();
  t.is(await unlessAborted(signal, Promise.resolve(3)), 3);
  await t.throwsAsync(unlessAborted(signal, Promise.reject(new Error('oops'))), { message: 'oops' });
});

test('nothing waits for work once the signal has aborted', async (t) => {
  const controller = new AbortController();
  const waiting = unlessAborted(controller.signal, endless());
  controller.abort(new Error('stop'));
  await t.throwsAsync(waiting, { message: 'stop' });
  await t.throwsAsync(unlessAborted(controller.signal, endless()), { message: 'stop' });
});
