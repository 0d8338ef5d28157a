import test from 'ava';
import { deferred } from '../../../src/base/deferred.ts';
import type { ToTerminalPage } from '../../../src/workshop/protocol/terminal.ts';
import { TerminalSession } from '../../../src/workshop/terminals/session.ts';
import type { Shell } from '../../../src/workshop/terminals/shell.ts';

/** A shell that is played by the test. */
function played() {
  const session = new TerminalSession('id', 'device1', { columns: 80, rows: 24 });
  const end = deferred<'shell' | 'node'>();
  const typed: string[] = [];
  const sizes: unknown[] = [];
  const shell: Shell = {
    commands: [{ label: 'Routes', command: 'ip route' }],
    type: (text) => typed.push(text),
    resize: async (size) => void sizes.push(size),
    end: async () => end.resolve('shell'),
    done: end.promise,
  };
  session.connect(shell);
  const print = (bytes: string | Buffer) =>
    new Promise<void>((taken) => session.show(Buffer.from(bytes), taken));
  return { session, end, typed, sizes, print };
}

/** What a viewer has been told. */
function watched(session: TerminalSession) {
  const told: ToTerminalPage[] = [];
  const stop = session.watch((message) => told.push(message));
  return { told, stop };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

test('a viewer who comes later gets the screen, and then the output', async (t) => {
  const { session, print } = played();
  await print('first\r\nsecond');
  const { told } = watched(session);
  await print(' and more');
  t.deepEqual(told, [
    { kind: 'screen', data: 'first\r\nsecond', columns: 80, rows: 24 },
    { kind: 'output', data: ' and more' },
  ]);
});

test('what has scrolled away is kept, up to a limit', async (t) => {
  const { session, print } = played();
  await print(Array.from({ length: 3000 }, (_, line) => `line ${line}`).join('\r\n'));
  const { told } = watched(session);
  await settled();
  const [screen] = told;
  const lines = screen?.kind === 'screen' ? screen.data.split('\r\n') : [];
  t.is(lines.at(-1), 'line 2999');
  t.is(lines.length, 1024);
});

test('a character that comes in two parts is one character', async (t) => {
  const { session, print } = played();
  const { told } = watched(session);
  const bytes = Buffer.from('ü€');
  for (const byte of bytes) await print(Buffer.from([byte]));
  t.is(told.map((message) => (message.kind === 'output' ? message.data : '')).join(''), 'ü€');
});

test('a shell goes on without viewers, and a viewer who has left is told nothing', async (t) => {
  const { session, print } = played();
  const { told, stop } = watched(session);
  await settled();
  stop();
  await print('alone');
  t.deepEqual(
    told.map(({ kind }) => kind),
    ['screen'],
  );
  t.is(session.ended, undefined);
});

test('a new size reaches the shell and every viewer, the same size nobody', async (t) => {
  const { session, sizes } = played();
  const { told } = watched(session);
  await settled();
  await session.resize({ columns: 80, rows: 24 });
  await session.resize({ columns: 132, rows: 50 });
  t.deepEqual(sizes, [{ columns: 132, rows: 50 }]);
  t.deepEqual(told.slice(1), [{ kind: 'size', columns: 132, rows: 50 }]);
});

for (const reason of ['shell', 'node'] as const) {
  test(`the end of the ${reason} is the last that viewers are told, also those who come later`, async (t) => {
    const { session, end, typed, print } = played();
    const before = watched(session);
    await print('bye');
    end.resolve(reason);
    await settled();
    const after = watched(session);
    await settled();
    for (const { told } of [before, after]) t.deepEqual(told.at(-1), { kind: 'ended', reason });
    session.type('nobody reads this');
    t.deepEqual(typed, []);
  });
}

test('a session that is closed ends its shell, and says why', async (t) => {
  const { session } = played();
  const { told } = watched(session);
  await settled();
  await session.close('lab');
  await settled();
  t.deepEqual(told.at(-1), { kind: 'ended', reason: 'lab' });
});

test('a shell that prints much has to wait', async (t) => {
  const { print } = played();
  const start = performance.now();
  for (let part = 0; part < 4; part += 1) await print(Buffer.alloc(65536, 'y'));
  // 256 KiB at 1 MiB/s.
  t.true(performance.now() - start > 200);
});
