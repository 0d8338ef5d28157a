import test from 'ava';
import { WaitError } from '../../src/base/until.ts';
import { EventLog } from '../../src/lab/event-log.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';

const event = (node: string): NodeEvent => ({ node, time: 1, kind: 'ready' });
const never = new AbortController().signal;
const wait = { what: 'Starting', timeoutMs: 10_000, signal: never };

test('a wait is over with the event after which nothing is missing', async (t) => {
  const log = new EventLog();
  const missing = () => ['one', 'two'].filter((node) => !log.events.some((seen) => seen.node === node));
  const order: string[] = [];
  const waiting = log.until(missing, wait).then(() => order.push('over'));
  log.append(event('one'));
  await new Promise(setImmediate);
  order.push('one is there');
  log.append(event('two'));
  await waiting;
  t.deepEqual(order, ['one is there', 'over']);
});

test('a wait for what is there already is over at once', async (t) => {
  await t.notThrowsAsync(new EventLog().until(() => [], wait));
});

test('when the time is over, the error says what is still missing', async (t) => {
  await t.throwsAsync(
    new EventLog().until(() => ['tunnel a on b', 'BGP session from a to b'], {
      ...wait,
      what: 'Bringing up the lab',
      timeoutMs: 20,
    }),
    {
      instanceOf: WaitError,
      message:
        'Bringing up the lab took longer than 0.02 s; still missing: tunnel a on b; BGP session from a to b.',
    },
  );
});

test('an abort ends the wait with its reason, also one that came before', async (t) => {
  const controller = new AbortController();
  const reason = new Error('device1 lost its charon');
  const waiting = new EventLog().until(() => ['something'], { ...wait, signal: controller.signal });
  controller.abort(reason);
  t.is(await t.throwsAsync(waiting), reason);
  const tooLate = new EventLog().until(() => [], { ...wait, signal: controller.signal });
  t.is(await t.throwsAsync(tooLate), reason);
});

test('a wait that is over looks no more', async (t) => {
  const log = new EventLog();
  let looks = 0;
  await log.until(() => {
    looks++;
    return [];
  }, wait);
  log.append(event('one'));
  t.is(looks, 1);
});

test('several waits see the same events', async (t) => {
  const log = new EventLog();
  const waits = ['one', 'two'].map((node) =>
    log.until(() => (log.events.some((seen) => seen.node === node) ? [] : [node]), wait),
  );
  log.append(event('one'));
  log.append(event('two'));
  await t.notThrowsAsync(Promise.all(waits));
});

test('a listener hears every event until it stops listening', (t) => {
  const log = new EventLog();
  const heard: string[] = [];
  const stop = log.listen(({ node }) => heard.push(node));
  log.append(event('one'));
  stop();
  log.append(event('two'));
  t.deepEqual(heard, ['one']);
  t.deepEqual(
    log.events.map(({ node }) => node),
    ['one', 'two'],
  );
});

test('the last lines of a node are what its daemons logged, not those of others', (t) => {
  const log = new EventLog();
  for (const [node, text] of [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
    ['a', '4'],
  ] as const) {
    log.append({ node, time: 1, kind: 'log', program: 'charon', text });
  }
  log.append(event('a'));
  t.deepEqual(log.lastLines('a', 2), ['charon: 3', 'charon: 4']);
  t.deepEqual(log.lastLines('c', 2), []);
});
