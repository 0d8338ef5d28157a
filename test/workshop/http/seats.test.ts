import test from 'ava';
import { newToken } from '../../../src/workshop/http/tokens.ts';
import { ask, cookieOf, firstMessage, pageHeaders, startTestServer } from './server.ts';

test('a link sets the cookie of its seat and goes to a page whose address has no token', async (t) => {
  await using server = await startTestServer();
  const { status, headers, text } = await ask(server, `/s/${server.seat.token}`);
  t.is(status, 200);
  const [cookie = ''] = headers['set-cookie'] ?? [];
  t.is(
    cookie,
    `switchover-seat-${server.port}=${server.seat.token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000`,
  );
  t.true(text.includes('<meta http-equiv="refresh" content="0; url=/">'));
  t.false(text.includes(server.seat.token));
  t.is(headers['referrer-policy'], 'no-referrer');
  const page = await ask(server, '/', { headers: { cookie: cookie.split(';')[0] ?? '' } });
  t.is(page.status, 200);
  t.true(page.text.includes('/assets/main-0.js'));
});

test('without a cookie, or with a wrong one, nothing is answered', async (t) => {
  await using server = await startTestServer();
  t.is((await ask(server, `/s/${newToken()}`)).status, 404);
  const wrong = [
    undefined,
    'x=y',
    `switchover-seat-${server.port}=${newToken()}`,
    `switchover-seat-${server.port}=`,
  ];
  for (const cookie of wrong) {
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
    t.is((await ask(server, '/', { headers })).status, 401, cookie);
    for (const path of [
      '/api/stream',
      '/api/azure/metrics',
      '/api/runs/run-of-a/report.html',
      '/api/nothing',
    ]) {
      t.is((await ask(server, path, { headers })).status, 401, `${path} ${cookie}`);
    }
    const { origin = '' } = pageHeaders(server);
    t.is(await firstMessage(server, '/api/terminals/terminal-of-a', { ...headers, origin }), 401);
  }
});

test('the cookie of another workshop on this machine is not that of this one', async (t) => {
  await using server = await startTestServer();
  const cookie = `switchover-seat-${server.port + 1}=${server.seat.token}`;
  t.is((await ask(server, '/', { headers: { cookie } })).status, 401);
});

test("a seat's token opens neither the terminal nor the report of another seat", async (t) => {
  await using server = await startTestServer();
  const own = pageHeaders(server);
  t.is(await firstMessage(server, '/api/terminals/terminal-of-a', own), 'terminal of a');
  t.is(await firstMessage(server, '/api/terminals/terminal-of-b', own), 404);
  t.is(
    await firstMessage(server, '/api/terminals/terminal-of-b', pageHeaders(server, server.other)),
    'terminal of b',
  );
  const headers = { cookie: cookieOf(server, server.seat) };
  t.is((await ask(server, '/api/runs/run-of-a/report.html', { headers })).status, 200);
  t.is((await ask(server, '/api/runs/run-of-b/report.html', { headers })).status, 404);
});

test('an action reaches the seat of its cookie alone', async (t) => {
  await using server = await startTestServer();
  const body = JSON.stringify({ fault: 'link-down' });
  await ask(server, '/api/break', { method: 'POST', body, headers: pageHeaders(server, server.other) });
  t.deepEqual(server.seat.asked, []);
  t.deepEqual(server.other.asked, [['break', { fault: 'link-down', parameters: {} }]]);
});
