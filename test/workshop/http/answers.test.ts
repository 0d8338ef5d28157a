import test from 'ava';
import { ask, cookieOf, post, startTestServer } from './server.ts';

test('every answer forbids foreign code, frames, sniffing, referrers and caches', async (t) => {
  await using server = await startTestServer();
  const cookie = cookieOf(server, server.seat);
  for (const path of ['/', '/nothing', '/api/azure/metrics', '/api/nothing', `/s/${server.seat.token}`]) {
    for (const headers of [{ cookie }, { host: 'evil.example' }]) {
      const answer = await ask(server, path, { headers });
      const policy = String(answer.headers['content-security-policy']);
      t.regex(policy, /default-src 'none'; script-src 'self';/, path);
      t.regex(policy, /frame-ancestors 'none'/);
      t.is(answer.headers['x-content-type-options'], 'nosniff');
      t.is(answer.headers['referrer-policy'], 'no-referrer');
      t.is(answer.headers['cache-control'], 'no-store');
      t.is(answer.headers['access-control-allow-origin'], undefined);
    }
  }
});

test('the page has no code of its own', async (t) => {
  await using server = await startTestServer();
  const { text } = await ask(server, '/', { headers: { cookie: cookieOf(server, server.seat) } });
  t.notRegex(text, /<script(?![^>]* src=)|<style|\son\w+=|style=/);
});

test('a report is shown in an origin of its own', async (t) => {
  await using server = await startTestServer();
  const headers = { cookie: cookieOf(server, server.seat) };
  const report = await ask(server, '/api/runs/run-of-a/report.html', { headers });
  t.regex(String(report.headers['content-security-policy']), /^sandbox allow-scripts; default-src 'none'/);
  const picture = await ask(server, '/api/lesson/picture?name=drawing.svg', { headers });
  t.regex(String(picture.headers['content-security-policy']), /^sandbox; default-src 'none'/);
});

test('files are found by their exact names, compressed and kept for ever', async (t) => {
  await using server = await startTestServer();
  const get = (encoding: string) =>
    ask(server, '/assets/main-0.js', { headers: { 'accept-encoding': encoding } });
  const plain = await get('identity');
  t.is(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
  t.is(plain.headers['content-type'], 'text/javascript; charset=utf-8');
  for (const [accepted, encoding] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
  ] as const) {
    const { headers } = await get(accepted);
    t.is(headers['content-encoding'], encoding);
    t.true(Number(headers['content-length']) < plain.text.length / 2);
  }
});

test('no path leads out of the files of the page', async (t) => {
  await using server = await startTestServer();
  const headers = { cookie: cookieOf(server, server.seat) };
  const paths = [
    '/assets/../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/....//package.json',
    '/assets//etc/passwd',
    '/assets/main-0.js%00.css',
    '/assets/constructor',
    '/assets/__proto__',
    '/assets/..\\package.json',
    '/api/runs/..%2f..%2fpackage/report.html',
    '/api/runs/../../report.html',
    '/api/runs/%2fetc/report.html',
    '/api/runs/.hidden/report.html',
    '/api/lesson/picture?name=../../../package.json',
    '/api/compare?ids=../a,../b',
  ];
  for (const path of paths) {
    const { status, text } = await ask(server, path, { headers });
    t.true([400, 404].includes(status), `${path}: ${status}`);
    t.notRegex(text, /root:|"name"/);
  }
});

test('a body is JSON of at most 64 KiB that fits, and otherwise one sentence comes back', async (t) => {
  await using server = await startTestServer();
  const refused = async (body: string, headers?: Record<string, string>) => {
    const { status, text } = await post(server, '/api/break', body, headers);
    return `${status} ${JSON.parse(text).error}`;
  };
  t.is(
    await refused('{}', { 'content-type': 'text/plain' }),
    '415 The body of a request must be application/json.',
  );
  t.is(await refused('{'), '400 The body of the request is no JSON.');
  t.is(await refused(''), '400 The body of the request is no JSON.');
  t.regex(await refused('{}'), /^400 The request is wrong: fault: /);
  t.regex(await refused('{"fault":"x","other":1}'), /^400 The request is wrong: .*other/);
  const fault = 'x'.repeat(65_536);
  t.is(await refused(`{"fault":"${fault}"}`), '413 The body of a request has at most 65536 bytes.');
  t.is(
    await refused(`{"fault":"${fault}"}`, { 'transfer-encoding': 'chunked' }),
    '413 The body of a request has at most 65536 bytes.',
  );
  t.deepEqual(server.seat.asked, []);
});

test('of a defect the page learns nothing, and the terminal everything', async (t) => {
  await using server = await startTestServer();
  const { status, text } = await post(server, '/api/stop', '{}');
  t.is(status, 500);
  t.deepEqual(JSON.parse(text), { error: 'The workshop made a mistake. Its terminal says which.' });
  t.regex(String(server.bugs[0]), /secret words/);
});
