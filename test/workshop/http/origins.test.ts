import test from 'ava';
import { ask, cookieOf, firstMessage, pageHeaders, post, rawConnection, startTestServer } from './server.ts';

test('a forged Host is refused, whatever is asked for', async (t) => {
  await using server = await startTestServer();
  const cookie = cookieOf(server, server.seat);
  const { port } = server;
  t.is((await ask(server, '/', { headers: { cookie } })).status, 200);
  const forged = [
    'evil.example',
    `evil.example:${port}`,
    'localhost',
    `localhost:${port + 1}`,
    `localhost.:${port}`,
    `localhost.evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `127.1:${port}`,
    `localhost:${port}@evil.example`,
  ];
  for (const host of forged) {
    for (const path of ['/', '/assets/main-0.js', '/api/azure/metrics', `/s/${server.seat.token}`]) {
      const { status, headers, text } = await ask(server, path, { headers: { host, cookie } });
      t.is(status, 421, `${host} ${path}`);
      t.is(headers['set-cookie'], undefined);
      t.regex(text, /--host NAME/);
    }
  }
});

test('DNS rebinding: Host and Origin agree with each other, and are refused', async (t) => {
  await using server = await startTestServer();
  const host = `rebound.example:${server.port}`;
  const headers = { ...pageHeaders(server), host, origin: `http://${host}` };
  const { status } = await ask(server, '/api/heal', { method: 'POST', body: '{}', headers });
  t.is(status, 421);
  t.is(await firstMessage(server, '/api/terminals/terminal-of-a', headers), 421);
  t.deepEqual(server.seat.asked, []);
});

test('a foreign Origin is refused on every action, and so is none', async (t) => {
  await using server = await startTestServer();
  t.is((await post(server, '/api/heal', '{}')).status, 200);
  const { origin: own = '', ...withoutOrigin } = pageHeaders(server);
  const foreign = [
    'http://evil.example',
    'null',
    own.replace('http:', 'https:'),
    'http://localhost',
    `${own}/`,
    '',
  ];
  for (const origin of foreign) {
    t.is((await post(server, '/api/heal', '{}', { origin })).status, 403, origin);
  }
  const { status } = await ask(server, '/api/heal', { method: 'POST', body: '{}', headers: withoutOrigin });
  t.is(status, 403);
  t.is(server.seat.asked.length, 1);
});

test('a GET that says it comes from elsewhere is refused too', async (t) => {
  await using server = await startTestServer();
  const headers = { cookie: cookieOf(server, server.seat), origin: 'null' };
  t.is((await ask(server, '/api/azure/metrics', { headers })).status, 403);
});

test('a socket from a foreign page, or from none, is refused', async (t) => {
  await using server = await startTestServer();
  const { cookie = '', origin = '' } = pageHeaders(server);
  const path = '/api/terminals/terminal-of-a';
  t.is(await firstMessage(server, path, { cookie, origin }), 'terminal of a');
  t.is(await firstMessage(server, path, { cookie, origin: 'http://evil.example' }), 403);
  t.is(await firstMessage(server, path, { cookie }), 403);
});

test('methods that nobody needs, two Hosts and a second host in the path are refused', async (t) => {
  await using server = await startTestServer();
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE']) {
    t.is((await ask(server, '/', { method, headers: pageHeaders(server) })).status, 405, method);
  }
  const { port } = server;
  for (const [start, status] of [
    [`GET http://evil.example/ HTTP/1.1\r\nHost: localhost:${port}`, 400],
    [`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nHost: evil.example`, 421],
    ['GET / HTTP/1.1\r\nHost:', 421],
    ['GET / HTTP/1.1\r\nX: y', 400],
  ] as const) {
    const { socket, ended } = await rawConnection(server);
    socket.write(`${start}\r\nConnection: close\r\n\r\n`);
    t.true((await ended).startsWith(`HTTP/1.1 ${status}`), start);
  }
});

test('what stands in front is known by --host', async (t) => {
  await using server = await startTestServer({ names: [{ scheme: 'https', host: 'lab.example' }] });
  const headers = { ...pageHeaders(server), host: 'lab.example', origin: 'https://lab.example' };
  const { port, seat } = server;
  const cookie = `__Host-switchover-seat-${port}=${seat.token}`;
  t.is(
    (await ask(server, '/api/heal', { method: 'POST', body: '{}', headers: { ...headers, cookie } })).status,
    200,
  );
  const link = await ask(server, `/s/${seat.token}`, { headers: { host: 'lab.example' } });
  t.regex(String(link.headers['set-cookie']), /^__Host-.*; Secure$/);
});
