import test from 'ava';
import { listeningOn } from '../../../src/workshop/http/listening.ts';
import { type OtherNamespace, otherNamespace, type Wanted } from './other-namespace.ts';
import { ask, cookieOf, startTestServer, type TestServer } from './server.ts';

/** Needs root, for the namespace. */
let elsewhere: OtherNamespace;
test.before(async () => {
  elsewhere = await otherNamespace();
});
test.after.always(() => elsewhere?.[Symbol.asyncDispose]());

/** What a page that is allowed to would send from there. */
const wanted = (
  { port, seat }: TestServer,
  path: string,
  { headers = {}, ...more }: Partial<Wanted> = {},
): Wanted => {
  const host = `${elsewhere.ours}:${port}`;
  const cookie = cookieOf({ port }, seat);
  const own = { host, origin: `http://${host}`, cookie, 'content-type': 'application/json' };
  return { address: elsewhere.ours, port, path, ...more, headers: { ...own, ...headers } };
};
const statuses = async (...requests: readonly Wanted[]) =>
  (await elsewhere.ask(...requests)).map(({ status }) => status);

test('without --listen nobody else reaches the server', async (t) => {
  await using server = await startTestServer();
  t.is((await ask(server, '/assets/main-0.js')).status, 200);
  t.deepEqual(await statuses(wanted(server, '/')), ['ECONNREFUSED']);
  t.is(await elsewhere.connect(elsewhere.ours, server.port, 5, 0), 0);
});

test('with --listen they reach it, by its address and with a token alone', async (t) => {
  await using server = await startTestServer({ listen: listeningOn('0.0.0.0') });
  t.deepEqual(
    await statuses(
      wanted(server, '/'),
      wanted(server, '/', { headers: { cookie: '' } }),
      wanted(server, '/api/heal', { method: 'POST', body: '{}' }),
      wanted(server, '/api/heal', { method: 'POST', body: '{}', headers: { cookie: '' } }),
    ),
    [200, 401, 200, 401],
  );
  t.true(server.origins.includes(`http://${elsewhere.ours}:${server.port}`));
});

test('a forged Host, a rebound name and a foreign Origin get nowhere', async (t) => {
  await using server = await startTestServer({ listen: listeningOn(elsewhere.ours) });
  const { port } = server;
  const heal = (headers: Record<string, string>) =>
    wanted(server, '/api/heal', { method: 'POST', body: '{}', headers });
  t.deepEqual(
    await statuses(
      wanted(server, '/', { headers: { host: 'evil.example' } }),
      heal({ host: `rebound.example:${port}`, origin: `http://rebound.example:${port}` }),
      heal({ origin: 'http://evil.example' }),
      heal({ origin: 'null' }),
      heal({}),
    ),
    [421, 421, 403, 403, 200],
  );
});

test("a seat's token opens no socket of another seat, and no path leads out", async (t) => {
  await using server = await startTestServer({ listen: listeningOn(elsewhere.ours) });
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  t.deepEqual(
    await statuses(
      wanted(server, '/api/terminals/terminal-of-a', { headers: upgrade }),
      wanted(server, '/api/terminals/terminal-of-b', { headers: upgrade }),
      wanted(server, '/api/terminals/terminal-of-a', {
        headers: { ...upgrade, origin: 'http://evil.example' },
      }),
      wanted(server, '/assets/..%2f..%2fpackage.json'),
      wanted(server, '/api/runs/..%2f..%2fpackage/report.html'),
    ),
    [101, 404, 403, 404, 404],
  );
});

test('1,000 connections from elsewhere leave room for others', async (t) => {
  const limits = { connections: 100, addressConnections: 50, requestMs: 60_000 };
  await using server = await startTestServer({ listen: listeningOn('0.0.0.0'), limits });
  const connecting = elsewhere.connect(elsewhere.ours, server.port, 1000, 50);
  const during = await ask(server, '/assets/main-0.js');
  t.is(during.status, 200);
  const open = await connecting;
  t.true(open <= 50, `${open}`);
  t.is((await ask(server, '/assets/main-0.js')).status, 200);
});
