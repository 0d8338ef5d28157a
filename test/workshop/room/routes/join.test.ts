import test, { type ExecutionContext } from 'ava';
import { cookieName } from '../../../../src/workshop/http/cookies.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { type Answer, ask } from '../../http/server.ts';
import { type RoomServer, startRoomServer } from '../room-server.ts';

async function started(t: ExecutionContext): Promise<RoomServer> {
  const server = await startRoomServer(await temporaryFolder(t));
  t.teardown(async () => {
    await server.close();
    await server.room.leave();
  });
  return server;
}

const send = (server: RoomServer, path: string, body: string, headers: Record<string, string> = {}) =>
  ask(server, path, {
    method: 'POST',
    body,
    headers: {
      origin: `http://localhost:${server.port}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  });

/** Follows the link of a seat, and returns the cookie. */
async function cookieAt(server: RoomServer, { status, headers }: Answer): Promise<string> {
  if (status !== 303) throw new Error(`not let in: ${status}`);
  const seat = await ask(server, headers.location ?? '');
  return seat.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const pageOf = (server: RoomServer, cookie: string) => ask(server, '/', { headers: { cookie } });

test('who has no seat gets the join page, with the link as text and as a picture', async (t) => {
  const server = await started(t);
  const { status, text, headers } = await ask(server, '/');
  t.is(status, 200);
  t.is(headers['referrer-policy'], 'same-origin', 'otherwise browsers send its forms without an Origin');
  t.regex(text, /2 of 2 seats are free/);
  t.regex(text, /<strong>http:\/\/192\.0\.2\.1:8080\/<\/strong>/);
  t.regex(text, /<svg role="img" aria-label="QR code of the link"/);
  t.false(text.includes('/t/'), 'the link of the trainer is not on it');
});

test('a name gets the next free seat, until there is none', async (t) => {
  const server = await started(t);
  const first = await cookieAt(server, await send(server, '/join', 'name=Ada'));
  t.true(first.startsWith(`${cookieName('seat', server.port, false)}=`));
  t.regex((await pageOf(server, first)).text, /id="page"/);
  await cookieAt(server, await send(server, '/join', 'name=%3Cb%3EKim%3C%2Fb%3E'));
  t.deepEqual(
    server.room.state.seats.map(({ name }) => name),
    ['Ada', '<b>Kim</b>'],
  );
  const { status, text } = await send(server, '/join', 'name=%22%3E%3Cscript%3E');
  t.is(status, 409);
  t.regex(text, /All seats are taken\. Ask the trainer for one\./);
  t.false(text.includes('<script>'));
  t.deepEqual(server.bugs, []);
});

test('the code of a seat opens it in another browser, and the first one stays', async (t) => {
  const server = await started(t);
  const first = await cookieAt(server, await send(server, '/join', 'name=Ada'));
  const code = server.room.state.seats[0]?.code ?? '';
  const typed = `${code.slice(0, 2)}-${code.slice(2).toLowerCase()}`;
  const second = await cookieAt(server, await send(server, '/come-back', `code=${typed}`));
  t.not(first, second);
  for (const cookie of [first, second]) t.regex((await pageOf(server, cookie)).text, /id="page"/);
  t.is(server.room.state.seats[1]?.name, null);
});

test('the code of a free seat opens nothing', async (t) => {
  const server = await started(t);
  const { status, text } = await send(server, '/come-back', `code=${server.room.state.seats[1]?.code}`);
  t.is(status, 404);
  t.regex(text, /No seat has this code/);
  t.is((await send(server, '/come-back', 'code=12')).status, 400);
});

test('a seat that was freed does not answer to its old links and code', async (t) => {
  const server = await started(t);
  const cookie = await cookieAt(server, await send(server, '/join', 'name=Ada'));
  const code = server.room.state.seats[0]?.code ?? '';
  await server.seats.free(1);
  t.regex((await pageOf(server, cookie)).text, /Join the workshop/);
  t.is((await send(server, '/come-back', `code=${code}`)).status, 404);
});

test('an address joins five times a second at most, codes included', async (t) => {
  const server = await started(t);
  const begun = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      index % 2 === 0 ? send(server, '/join', 'name=...') : send(server, '/come-back', 'code=22222'),
    ),
  );
  const refused = answers.filter(({ status }) => status === 429);
  // A busy machine needs some seconds for them.
  const most = 5 * (Math.floor((performance.now() - begun) / 1000) + 1);
  t.true(answers.length - refused.length <= most);
  for (const { text } of refused) t.regex(text, /wait a second/);
});

test('a form of another page, or another kind of body, lets nobody in', async (t) => {
  const server = await started(t);
  t.is((await send(server, '/join', 'name=Ada', { origin: 'http://evil.example' })).status, 403);
  t.is((await send(server, '/join', '{"name":"Ada"}', { 'content-type': 'text/plain' })).status, 415);
  t.is((await send(server, '/join', `name=${'x'.repeat(2000)}`)).status, 413);
  t.is(server.room.state.seats[0]?.name, null);
});
