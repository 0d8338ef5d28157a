import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { WebSocket } from 'ws';
import { deferred } from '../../../src/base/deferred.ts';
import { notYet, ready } from '../../../src/base/until.ts';
import { cookieName } from '../../../src/workshop/http/cookies.ts';
import type { SeatView } from '../../../src/workshop/protocol/updates.ts';
import { attachTerminal } from '../../../src/workshop/terminals/attach-terminal.ts';
import { TerminalSession } from '../../../src/workshop/terminals/session.ts';
import { eventually } from '../../eventually.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { ask } from '../http/server.ts';
import { startRoomServer } from './room-server.ts';

/** A room whose seats have one terminal each, and what is typed into them. */
async function started(t: ExecutionContext) {
  const typed: string[] = [];
  const server = await startRoomServer(await temporaryFolder(t), {
    terminal: (socket, rights = { mayType: () => true, hasSize: true }) =>
      attachTerminal(socket, session, rights),
  });
  const session = new TerminalSession('t', 'device1', { columns: 80, rows: 24 });
  session.connect({
    commands: [],
    type: (text) => typed.push(text),
    resize: async ({ columns }) => void typed.push(`${columns} columns`),
    end: async () => {},
    done: deferred<'shell' | 'node'>().promise,
  });
  t.teardown(async () => {
    await server.close();
    await server.room.leave();
  });
  const headers = (who: 'seat' | 'trainer', token: string) => ({
    cookie: `${cookieName(who, server.port, false)}=${token}`,
    origin: `http://localhost:${server.port}`,
    host: `localhost:${server.port}`,
    'content-type': 'application/json',
  });
  const trainer = headers('trainer', server.trainer);
  const [ada, kim] = [
    headers('seat', await server.seats.join('Ada')),
    headers('seat', await server.seats.join('Kim')),
  ];
  const post = (path: string, as: typeof trainer, body: object = {}) =>
    ask(server, path, { method: 'POST', body: JSON.stringify(body), headers: as });
  const open = async (path: string, as: typeof trainer) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers: as });
    const status = await Promise.race([
      once(socket, 'open').then(() => 101),
      once(socket, 'unexpected-response').then(([, response]) => Number(response.statusCode)),
    ]);
    t.teardown(() => socket.terminate());
    /** Resolves when the server has taken it. */
    const say = async (data: string) => {
      socket.send(JSON.stringify({ kind: 'input', data }));
      socket.ping();
      await once(socket, 'pong');
    };
    return { socket, status, say };
  };
  const views: SeatView[] = [];
  const seat = server.seats.seatOf(tokenOf(ada.cookie));
  seat?.subscribe((update) => {
    if (update.kind === 'seat') views.push(update.seat);
  });
  const hasTyped = (...words: readonly string[]) =>
    eventually(
      'What was typed',
      () => (typed.length >= words.length ? ready() : notYet(typed.join())),
      soon,
    ).then(() => t.deepEqual(typed, words));
  return { server, trainer, ada, kim, post, open, views, hasTyped };
}

const tokenOf = (cookie: string) => cookie.split('=')[1] ?? '';
const soon = { timeoutMs: 5000, intervalMs: 10 };
const path = '/api/trainer/seats/1/terminals/terminal-of-seat-1';
const own = '/api/terminals/terminal-of-seat-1';

test('only the trainer looks into a terminal of a seat, and only into one that is there', async (t) => {
  const { open, trainer, ada, kim } = await started(t);
  for (const as of [ada, kim]) t.is((await open(path, as)).status, 401);
  t.is((await open(path, { ...ada, cookie: ada.cookie.replace('seat', 'trainer') })).status, 401);
  for (const other of [
    '/api/trainer/seats/1/terminals/x',
    '/api/trainer/seats/3/terminals/terminal-of-seat-1',
    '/api/trainer/seats/2/terminals/terminal-of-seat-1',
    '/api/trainer/seats/01/terminals/terminal-of-seat-1',
  ])
    t.is((await open(other, trainer)).status, 404, other);
  t.is((await open(path, { ...trainer, origin: 'http://example.com' })).status, 403);
  // The trainer's token is no seat's.
  t.is((await open(own, { ...trainer, cookie: trainer.cookie.replace('trainer', 'seat') })).status, 401);
  t.is((await open(path, trainer)).status, 101);
});

test('the trainer types in a terminal while the learner agrees, and the learner knows of the look', async (t) => {
  const { open, trainer, ada, kim, post, views, hasTyped } = await started(t);
  const [learner, guest] = [await open(own, ada), await open(path, trainer)];
  const helps = '/api/trainer/seats/1/help';
  await eventually('The look', () => (views.at(-1)?.isLookedAt ? ready() : notYet('')), soon);
  await guest.say('a');
  t.is((await post('/api/help', ada, { isAgreed: true })).status, 409, 'nobody offers help');
  t.is((await post(`${helps}/offer`, kim)).status, 401);
  t.is((await post(`${helps}/offer`, trainer)).status, 200);
  t.is(views.at(-1)?.help, 'offered');
  await guest.say('b');
  t.is((await post('/api/help', kim, { isAgreed: true })).status, 409, 'nobody asked Kim');
  t.is((await post('/api/help', ada, { isAgreed: true })).status, 200);
  t.is(views.at(-1)?.help, 'agreed');
  await guest.say('c');
  await hasTyped('c');
  guest.socket.send(JSON.stringify({ kind: 'resize', columns: 20, rows: 5 }));
  await post('/api/help', ada, { isAgreed: false });
  await guest.say('d');
  await learner.say('e');
  await hasTyped('c', 'e');
  // An agreement does not outlive the look.
  await post(`${helps}/offer`, trainer);
  await post('/api/help', ada, { isAgreed: true });
  guest.socket.close();
  await eventually('The end', () => (views.at(-1)?.isLookedAt ? notYet('') : ready()), soon);
  t.is(views.at(-1)?.help, 'none');
});

test('a pause holds what learners type, and lets no terminal be opened', async (t) => {
  const { open, trainer, ada, post, hasTyped } = await started(t);
  const learner = await open(own, ada);
  await post('/api/trainer/pause', trainer, { isPaused: true });
  await learner.say('in the pause');
  t.is((await post('/api/terminals', ada, { node: 'device1' })).status, 409);
  await post('/api/trainer/pause', trainer, { isPaused: false });
  await learner.say('after it');
  await hasTyped('after it');
});

test('a terminal is closed by its seat alone', async (t) => {
  const { server, ada, kim, post } = await started(t);
  t.is((await post(`${own}/close`, ada)).status, 200);
  await post(`${own}/close`, kim);
  t.deepEqual(
    server.fakes.map(({ asked }) => asked),
    // Each is asked of the seat of its cookie.
    [[['closeTerminal', 'terminal-of-seat-1']], [['closeTerminal', 'terminal-of-seat-1']]],
  );
});

test('who had a seat that was freed sees and types nothing there any more', async (t) => {
  const { server, trainer, open, ada, post, views } = await started(t);
  const { socket } = await open(own, ada);
  const told = views.length;
  t.is((await post('/api/trainer/seats/1/free', trainer)).status, 200);
  await once(socket, 'close');
  await server.seats.join('Eve');
  t.is(views.length, told);
  t.is(views.at(-1)?.name, 'Ada');
});
