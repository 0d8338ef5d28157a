import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { Places, RateLimit, usualLimits } from '../../../src/workshop/http/limits.ts';
import { ask, cookieOf, firstMessage, pageHeaders, post, rawConnection, startTestServer } from './server.ts';

test('a rate counts what was admitted in the last second', (t) => {
  let now = 0;
  const limit = new RateLimit(2, () => now);
  t.deepEqual(
    [limit.admits('a'), limit.admits('a'), limit.admits('a'), limit.admits('b')],
    [true, true, false, true],
  );
  now = 1000;
  t.deepEqual([limit.admits('a'), limit.admits('a'), limit.admits('a')], [true, true, false]);
});

test('a place is given back once', (t) => {
  const places = new Places(1);
  const leave = places.take('a');
  t.is(places.take('a'), undefined);
  leave?.();
  leave?.();
  t.truthy(places.take('a'));
  t.is(places.take('a'), undefined);
});

test('a seat has 20 requests a second, and its neighbour as many', async (t) => {
  t.is(usualLimits.seatRequests, 20);
  // Fewer, because a slow machine needs more than a second for so many.
  await using server = await startTestServer({ limits: { seatRequests: 2 } });
  const cookie = cookieOf(server, server.seat);
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => ask(server, '/api/azure/metrics', { headers: { cookie } })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  t.true(refused.length > 0);
  t.is(JSON.parse(refused[0]?.text ?? '').error, 'That was too much at once: wait a second.');
  const headers = { cookie: cookieOf(server, server.other) };
  t.is((await ask(server, '/api/azure/metrics', { headers })).status, 200);
});

test('an address has a limit too, with a seat or without, also for sockets', async (t) => {
  await using server = await startTestServer({ limits: { addressRequests: 3 } });
  const statuses = async (times: number, one: () => Promise<unknown>) =>
    new Set(await Promise.all(Array.from({ length: times }, one)));
  const asset = async () => (await ask(server, '/assets/main-0.js')).status;
  t.deepEqual(await statuses(20, asset), new Set([200, 429]));
  const socket = () => firstMessage(server, '/api/terminals/terminal-of-a', pageHeaders(server));
  t.true((await statuses(20, socket)).has(429));
  t.is((await ask(server, '/assets/main-0.js', { from: '127.0.0.2' })).status, 200);
});

test('a seat has 8 streams and terminals together, and a closed one leaves its place', async (t) => {
  await using server = await startTestServer();
  const stream = async () => {
    const { socket } = await rawConnection(server);
    socket.write(
      `GET /api/stream HTTP/1.1\r\nHost: localhost:${server.port}\r\nCookie: ${cookieOf(server, server.seat)}\r\n\r\n`,
    );
    const [first] = await new Promise<string[]>((resolve) =>
      socket.once('data', (text) => resolve([String(text)])),
    );
    return { socket, status: first?.slice(9, 12) };
  };
  const streams = [];
  for (let count = 0; count < 8; count++) streams.push(await stream());
  t.deepEqual(new Set(streams.map(({ status }) => status)), new Set(['200']));
  const ninth = await stream();
  t.is(ninth.status, '429');
  t.is(await firstMessage(server, '/api/terminals/terminal-of-a', pageHeaders(server)), 429);
  t.is(server.seat.listeners(), 8);
  streams[0]?.socket.destroy();
  await until(() => server.seat.listeners() === 7);
  t.is(await firstMessage(server, '/api/terminals/terminal-of-a', pageHeaders(server)), 'terminal of a');
  await pause(100);
  t.is((await stream()).status, '200');
});

for (const [what, start] of [
  ['nothing', ''],
  ['half a header', 'POST /api/heal HTTP/1.1\r\nHost: loc'],
  [
    'a body that does not come',
    'POST /api/heal HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nCookie: COOKIE\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  ],
] as const) {
  test(`who sends ${what} is ended`, async (t) => {
    await using server = await startTestServer({ limits: { requestMs: 500 } });
    const { socket, ended } = await rawConnection(server);
    const text = start
      .replaceAll('HOST', `localhost:${server.port}`)
      .replace('COOKIE', cookieOf(server, server.seat));
    const began = performance.now();
    if (text !== '') socket.write(text);
    // A byte now and then does not help.
    const drip = setInterval(() => text !== '' && socket.write(' '), 100);
    await ended;
    clearInterval(drip);
    const took = performance.now() - began;
    t.true(took > 300 && took < 5000, `${took} ms`);
    t.deepEqual(server.seat.asked, []);
  });
}

test('1,000 connections do not take the server down', async (t) => {
  await using server = await startTestServer({ limits: { connections: 100, requestMs: 1000 } });
  const connections = await Promise.all(Array.from({ length: 1000 }, () => rawConnection(server)));
  const open = () =>
    connections.filter(({ socket }) => !socket.destroyed && socket.readyState === 'open').length;
  await until(() => open() <= 100);
  // They said nothing, and lose their places.
  await until(() => open() === 0);
  t.is((await ask(server, '/assets/main-0.js')).status, 200);
});

test('one address cannot take all connections', async (t) => {
  await using server = await startTestServer({ limits: { connections: 20, addressConnections: 5 } });
  // The loopback interface is spared, because a proxy there speaks for all.
  const connections = await Promise.all(Array.from({ length: 10 }, () => rawConnection(server)));
  await pause(200);
  t.is(connections.filter(({ socket }) => !socket.destroyed).length, 10);
  for (const { socket } of connections) socket.destroy();
});

test('a message of more than 64 KiB ends its socket', async (t) => {
  await using server = await startTestServer();
  const { WebSocket } = await import('ws');
  const headers = { ...pageHeaders(server), host: `localhost:${server.port}` };
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/terminals/terminal-of-a`, { headers });
  await new Promise((resolve) => socket.once('message', resolve));
  socket.send('x'.repeat(65_537));
  const code = await new Promise((resolve) => socket.once('close', resolve));
  t.is(code, 1009);
});

test('headers of more than 16 KiB are refused', async (t) => {
  await using server = await startTestServer();
  t.is((await ask(server, '/', { headers: { x: 'y'.repeat(17_000) } })).status, 431);
});

test('an action with everything right passes all of that', async (t) => {
  await using server = await startTestServer();
  t.is((await post(server, '/api/heal', '{}')).status, 200);
  t.deepEqual(server.seat.asked, [['heal', {}]]);
});

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('It never came true.');
    await pause(20);
  }
}
