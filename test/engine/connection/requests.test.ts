import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { Requests } from '../../../src/engine/connection/requests.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';

const limits = { question: 300, change: 1_500, transfer: 6_000 };
const never = () => new Promise<never>(() => {});
const refused = () => Promise.reject(Object.assign(new Error('(HTTP code 500) no'), { statusCode: 500 }));

test('an answer is passed on', async (t) => {
  const requests = new Requests(limits, never);
  t.is(await requests.make('ask', 'question', async () => 'answer'), 'answer');
});

test('a refusal is an EngineError that says what was asked, and has the status', async (t) => {
  const requests = new Requests(limits, async () => {});
  const error = await t.throwsAsync(requests.make('start x', 'change', refused), { instanceOf: EngineError });
  t.is(error.message, 'Could not start x: no');
  t.like(error.fields, { action: 'start x', statusCode: 500 });
});

test('a request without an answer is aborted when its time is over', async (t) => {
  const requests = new Requests(limits, async () => {});
  let isAborted = false;
  const request = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => {
      isAborted = true;
    });
    return never();
  };
  await t.throwsAsync(requests.make('start x', 50, request), {
    message: 'Could not start x: no answer within 0.05 s',
  });
  t.true(isAborted);
});

test('an engine that still answers pings may work on something long', async (t) => {
  const requests = new Requests(limits, async () => {});
  const work = pause(3 * limits.question, 'done');
  t.is(await requests.make('build x', 'transfer', () => work), 'done');
});

test('a refused ping is a sign of life', async (t) => {
  const requests = new Requests(limits, refused);
  const work = pause(3 * limits.question, 'done');
  t.is(await requests.make('build x', 'transfer', () => work), 'done');
});

test('when the engine falls silent, every request and every watch ends at once', async (t) => {
  const requests = new Requests(limits, () => Promise.reject(new Error('no answer')));
  using watch = requests.watch();
  const reason = /the engine has not answered for 0\.3 s$/;
  const both = ['build x', 'build y'].map((action) => requests.make(action, 'transfer', never));
  await Promise.all(both.map((request) => t.throwsAsync(request, { message: reason })));
  t.true(watch.lost.aborted);
});

test('a silent engine gets little time for what comes afterwards, until it answers again', async (t) => {
  const requests = new Requests(limits, () => Promise.reject(new Error('no answer')));
  await t.throwsAsync(requests.make('build x', 'transfer', never));
  await t.throwsAsync(requests.make('remove x', 'change', never), {
    message: 'Could not remove x: no answer within 0.05 s',
  });
  await requests.make('ask', 'question', async () => 'answer');
  await t.throwsAsync(requests.make('remove x', 100, never), {
    message: 'Could not remove x: no answer within 0.1 s',
  });
});
