import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { eventStream } from '../../../src/workshop/http/event-stream.ts';
import { UpdateQueue } from '../../../src/workshop/http/update-queue.ts';
import type { PageUpdate } from '../../../src/workshop/protocol/updates.ts';
import { present } from './fake-seats.ts';
import { cookieOf, rawConnection, startTestServer } from './server.ts';

const flows = (atMs: number, tunnels?: Record<string, number>): PageUpdate => ({
  kind: 'flows',
  flows: { atMs, states: ['aa'], ...(tunnels && { tunnels }) },
});
const problem = (message: string): PageUpdate => ({ kind: 'problem', message });
const dataOf = (text: string): PageUpdate[] =>
  text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6))] : []));

test('what waits comes in its order, and of states of flows only the last', (t) => {
  const queue = new UpdateQueue();
  for (const update of [flows(1, { t: 5 }), flows(2), problem('a\n\nb'), flows(3), flows(4)]) {
    t.true(queue.push(update));
  }
  t.deepEqual(dataOf(queue.take() ?? ''), [flows(2, { t: 5 }), problem('a\n\nb'), flows(4)]);
  t.is(queue.take(), undefined);
});

test('a reader that is too far behind is given up', (t) => {
  const queue = new UpdateQueue();
  const megabyte = problem('x'.repeat(1024 * 1024));
  t.deepEqual(
    [1, 2, 3, 4, 5].map(() => queue.push(megabyte)),
    [true, true, true, false, false],
  );
});

/** A stream whose updates a test makes. */
function testStream(heartbeatMs = 60_000) {
  let listener: (update: PageUpdate) => void = () => {};
  const ended: string[] = [];
  const stream = eventStream({
    subscribe: (one) => {
      listener = one;
      one(present);
      return () => ended.push('unsubscribed');
    },
    drop: () => ended.push('dropped'),
    onEnd: () => ended.push('ended'),
    heartbeatMs,
  });
  return { reader: stream.getReader(), tell: (update: PageUpdate) => listener(update), ended };
}

const decoder = new TextDecoder();

test('a stream begins with the present state, and goes on with what happens', async (t) => {
  const { reader, tell, ended } = testStream();
  const next = async () => decoder.decode((await reader.read()).value);
  t.is(await next(), 'retry: 1000\n\n');
  t.deepEqual(dataOf(await next()), [present]);
  const later = next();
  tell(problem('later'));
  t.deepEqual(dataOf(await later), [problem('later')]);
  await reader.cancel();
  t.deepEqual(ended, ['unsubscribed', 'ended']);
});

test('something comes now and then, so that no proxy ends the connection', async (t) => {
  const { reader } = testStream(20);
  const texts = [];
  for (let count = 0; count < 4; count++) texts.push(decoder.decode((await reader.read()).value));
  t.is(texts[3], ': \n\n');
  await reader.cancel();
});

test('who takes nothing for two heartbeats is given up', async (t) => {
  const { reader, tell, ended } = testStream(20);
  await reader.read();
  tell(problem('not taken'));
  await pause(200);
  t.deepEqual(ended, ['unsubscribed', 'ended', 'dropped']);
});

test('a page that stops to read is dropped, and does not fill the memory', async (t) => {
  await using server = await startTestServer();
  const { socket, ended } = await rawConnection(server);
  socket.pause();
  const headers = `Host: localhost:${server.port}\r\nCookie: ${cookieOf(server, server.seat)}`;
  socket.write(`GET /api/stream HTTP/1.1\r\n${headers}\r\n\r\n`);
  while (server.seat.listeners() === 0) await pause(10);
  const large = problem('x'.repeat(500_000));
  // The kernel keeps some of it.
  for (let count = 0; count < 60 && server.seat.listeners() > 0; count++) {
    server.seat.tell(large);
    await pause(5);
  }
  t.is(server.seat.listeners(), 0);
  socket.resume();
  t.true((await ended).length < 60 * 500_000);
});
