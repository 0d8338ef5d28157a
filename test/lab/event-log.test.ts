import test from 'ava';
import { notYet, ready, until } from '../../src/base/until.ts';
import { EventLog } from '../../src/lab/event-log.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';

const event = (node: string): NodeEvent => ({ node, time: 1, kind: 'ready' });

test('a wait looks again after every event until it ends', async (t) => {
  const log = new EventLog();
  let looks = 0;
  const look = () => {
    looks += 1;
    return log.events.length === 2 ? ready() : notYet('');
  };
  const wait = { kind: 'lab-not-ready', timeoutMs: 10_000, wakeOn: log.wakeOn } as const;
  const waiting = until('The second event', look, wait);
  log.append(event('one'));
  await new Promise(setImmediate);
  log.append(event('two'));
  await waiting;
  log.append(event('three'));
  t.is(looks, 3);
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

test('the last lines of a node are those of its own daemons', (t) => {
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

test('a log that is settled has only what the state is, and goes on', (t) => {
  const log = new EventLog();
  const bgp = (time: number): NodeEvent => ({
    node: 'one',
    time,
    kind: 'bgp',
    neighbor: '10.0.0.1',
    up: true,
  });
  for (const time of [1, 2]) log.append(bgp(time));
  log.settle();
  log.append(bgp(3));
  t.deepEqual(
    log.events.map(({ time }) => time),
    [2, 3],
  );
});
