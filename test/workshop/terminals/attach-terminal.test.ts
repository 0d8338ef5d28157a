import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { WebSocket, WebSocketServer } from 'ws';
import { deferred } from '../../../src/base/deferred.ts';
import { notYet, ready } from '../../../src/base/until.ts';
import type { ToTerminalPage } from '../../../src/workshop/protocol/terminal.ts';
import { attachTerminal } from '../../../src/workshop/terminals/attach-terminal.ts';
import { TerminalSession } from '../../../src/workshop/terminals/session.ts';
import { eventually } from '../../eventually.ts';

interface Page {
  readonly socket: WebSocket;
  readonly told: ToTerminalPage[];
}

/** A terminal behind a server, and what is typed into it. */
async function served(t: ExecutionContext) {
  const session = new TerminalSession('id', 'device1', { columns: 80, rows: 24 });
  const typed: string[] = [];
  let helps = false;
  const end = deferred<'shell' | 'node'>();
  session.connect({
    commands: [{ label: 'Routes', command: 'ip route' }],
    type: (text) => typed.push(text),
    resize: async ({ columns, rows }) => void typed.push(`${columns}x${rows}`),
    end: async () => {},
    done: end.promise,
  });
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket, { url }) =>
    attachTerminal(socket, session, { mayType: () => url !== '/look' || helps, hasSize: url !== '/look' }),
  );
  await once(server, 'listening');
  t.teardown(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const page = async (path = '/'): Promise<Page> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    const told: ToTerminalPage[] = [];
    socket.on('message', (data) => told.push(JSON.parse(String(data))));
    await once(socket, 'open');
    await eventually('The screen', async () => (told.length > 1 ? ready() : notYet('nothing')), wait);
    return { socket, told };
  };
  const help = (isAgreed: boolean) => {
    helps = isAgreed;
  };
  return { session, typed, end, page, help };
}

const wait = { timeoutMs: 10_000, intervalMs: 10 };

const say = ({ socket }: Page, message: unknown) => socket.send(JSON.stringify(message));

test('a page types and resizes, and one that looks on does not', async (t) => {
  const { typed, page, help } = await served(t);
  const [learner, trainer] = [await page(), await page('/look')];
  t.deepEqual(learner.told[0], {
    kind: 'about',
    node: 'device1',
    commands: [{ label: 'Routes', command: 'ip route' }],
  });
  say(trainer, { kind: 'input', data: 'rm' });
  say(trainer, { kind: 'resize', columns: 20, rows: 5 });
  say(learner, { kind: 'input', data: 'vtysh\r' });
  say(learner, { kind: 'resize', columns: 100, rows: 30 });
  await eventually('The words', async () => (typed.length >= 2 ? ready() : notYet(typed.join())), wait);
  t.deepEqual(typed, ['vtysh\r', '100x30']);
  await eventually(
    'The size',
    async () => (trainer.told.some(({ kind }) => kind === 'size') ? ready() : notYet('')),
    wait,
  );
  help(true);
  say(trainer, { kind: 'input', data: 'show bgp\r' });
  await eventually('The help', async () => (typed.length >= 3 ? ready() : notYet(typed.join())), wait);
  help(false);
  say(trainer, { kind: 'input', data: 'rm' });
  say(learner, { kind: 'input', data: 'exit\r' });
  await eventually('The end', async () => (typed.length >= 4 ? ready() : notYet(typed.join())), wait);
  t.deepEqual(typed.slice(2), ['show bgp\r', 'exit\r']);
});

for (const wrong of [
  '{',
  '{"kind":"input"}',
  '{"kind":"resize","columns":1e9,"rows":1}',
  '{"kind":"exec"}',
]) {
  test(`a page that says ${wrong} is disconnected, and the session goes on`, async (t) => {
    const { session, typed, page } = await served(t);
    const { socket } = await page();
    socket.send(wrong);
    const [code] = await once(socket, 'close');
    t.is(code, 1008);
    t.deepEqual(typed, []);
    t.is(session.ended, undefined);
  });
}

test('when the shell ends, the page is told and disconnected', async (t) => {
  const { end, page } = await served(t);
  const { socket, told } = await page();
  end.resolve('node');
  await once(socket, 'close');
  t.deepEqual(told.at(-1), { kind: 'ended', reason: 'node' });
});

test('a page that reads too slowly loses output, fills no memory, and gets the screen again', async (t) => {
  const session = new TerminalSession('id', 'device1', { columns: 80, rows: 24 });
  const sent: ToTerminalPage[] = [];
  let waiting = 0;
  // A socket whose other end reads when the test says so.
  const socket: WebSocket = Object.create(WebSocket.prototype, {
    bufferedAmount: { get: () => waiting },
    send: { value: (data: string) => sent.push(JSON.parse(data)) },
  });
  attachTerminal(socket, session, { mayType: () => true, hasSize: true });
  const print = (text: string) => new Promise<void>((taken) => session.show(Buffer.from(text), taken));
  await print('seen');
  waiting = 2 ** 21;
  await print(' not sent');
  await print(' not sent either');
  t.is(sent.filter(({ kind }) => kind === 'output').length, 1);
  waiting = 0;
  await eventually(
    'The screen again',
    async () => (sent.filter(({ kind }) => kind === 'screen').length === 2 ? ready() : notYet('')),
    wait,
  );
  t.deepEqual(sent.at(-1), { kind: 'screen', data: 'seen not sent not sent either', columns: 80, rows: 24 });
});
