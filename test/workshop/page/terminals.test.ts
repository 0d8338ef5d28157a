import anyTest, { type TestFn } from 'ava';
import type { Browser, Locator, Page } from 'playwright-core';
import type { WebSocket } from 'ws';
import { deferred } from '../../../src/base/deferred.ts';
import { notYet, ready } from '../../../src/base/until.ts';
import { attachTerminal } from '../../../src/workshop/terminals/attach-terminal.ts';
import { TerminalSession } from '../../../src/workshop/terminals/session.ts';
import { startBrowser } from '../../browser/chromium.ts';
import { eventually } from '../../eventually.ts';
import { pageServer } from './page-server.ts';
import { scene } from './scene.ts';

/** Terminals in a real browser, with the server's sessions and a shell that the test plays. */
const test = anyTest as TestFn<{ browser: Browser }>;

test.before(async (t) => {
  t.context.browser = await startBrowser();
});
test.after.always((t) => t.context.browser?.close());

function played() {
  const session = new TerminalSession('shell', 'device1', { columns: 80, rows: 24 });
  const end = deferred<'shell' | 'node'>();
  const sockets: WebSocket[] = [];
  let typed = '';
  let columns = 0;
  session.connect({
    commands: [{ label: 'Routes', command: 'ip route' }],
    type: (text) => {
      typed += text;
    },
    resize: async (size) => {
      columns = size.columns;
    },
    end: async () => {},
    done: end.promise,
  });
  const connect = (socket: WebSocket) => {
    sockets.push(socket);
    attachTerminal(socket, session, { mayType: () => true, hasSize: true });
  };
  const gets = (words: string) =>
    eventually(
      `${JSON.stringify(words)} in the shell`,
      async () => (typed.includes(words) ? ready() : notYet(JSON.stringify(typed))),
      { timeoutMs: 10_000, intervalMs: 20 },
    );
  const print = (text: string) => new Promise<void>((taken) => session.show(Buffer.from(text), taken));
  return { end, sockets, connect, gets, print, typed: () => typed, columns: () => columns };
}

/** By the mouse, which the terminal hears above its lines. */
async function selectWord(page: Page, line: Locator): Promise<void> {
  await line.waitFor();
  const box = await line.boundingBox();
  if (!box) throw new Error('The line is not to be seen.');
  await page.mouse.dblclick(box.x + 12, box.y + box.height / 2);
}

test('a terminal is opened, typed into, copied from, pasted into, and connected again', async (t) => {
  const shell = played();
  await using server = await pageServer(scene().updates, () => [], shell.connect);
  const page = await t.context.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(server.url);
  await page.getByRole('tab', { name: 'Terminals' }).click();
  await page.getByLabel('Node').selectOption('device1');
  await page.getByRole('button', { name: 'New terminal' }).click();
  const terminal = page.getByRole('region', { name: 'Terminal in device1' });
  await terminal.getByText('A shell in device1.').waitFor();
  t.deepEqual(server.requests, [{ path: '/api/terminals', body: { node: 'device1' } }]);

  await terminal.getByText('Look something up').click();
  await terminal.getByRole('button', { name: 'Routes' }).click();
  await shell.gets('ip route');
  await page.keyboard.type('\rx');
  await shell.gets('ip route\rx');

  await shell.print('copied\r\n');
  const line = terminal.locator('.xterm-rows > div', { hasText: 'copied' });
  await selectWord(page, line);
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await shell.gets('copied');
  t.false(shell.typed().includes('\x03'));
  await page.keyboard.press('Control+c');
  await shell.gets('\x03');
  // The shell has the width of the page by now.
  t.true(shell.columns() > 20);

  for (const socket of shell.sockets) socket.terminate();
  await terminal.getByText('Connecting with device1').waitFor();
  await terminal.getByText('A shell in device1.').waitFor();
  t.is(shell.sockets.length, 2);
  await line.waitFor();

  // Another browser of this seat has opened it, or this one did before a reload.
  await page.reload();
  await page.getByRole('tab', { name: 'Terminals' }).click();
  server.send({ kind: 'terminals', terminals: [{ id: 'shell', node: 'device1' }] });
  await terminal.getByText('A shell in device1.').waitFor();
  await line.waitFor();
  shell.end.resolve('node');
  await terminal.getByText('device1 stopped or was replaced').waitFor();
  await page.getByRole('button', { name: 'Close the terminal in device1' }).click();
  await eventually(
    'The request',
    () => (server.requests.at(-1)?.path === '/api/terminals/shell/close' ? ready() : notYet('')),
    { timeoutMs: 10_000, intervalMs: 20 },
  );
  server.send({ kind: 'terminals', terminals: [{ id: 'shell', node: 'device1' }] });
  await terminal.waitFor({ state: 'detached' });
  t.deepEqual(complaints, []);
});

test('what is copied over plain HTTP is copied as well', async (t) => {
  const shell = played();
  await using server = await pageServer(scene().updates, () => [], shell.connect);
  const page = await t.context.browser.newPage();
  // As a browser has it on plain HTTP.
  await page.addInitScript({
    content: `Object.defineProperty(window, 'isSecureContext', { value: false });
Object.defineProperty(navigator, 'clipboard', { value: undefined });`,
  });
  await page.goto(server.url);
  await page.getByRole('tab', { name: 'Terminals' }).click();
  await page.getByLabel('Node').selectOption('device1');
  await page.getByRole('button', { name: 'New terminal' }).click();
  const terminal = page.getByRole('region', { name: 'Terminal in device1' });
  await terminal.getByText('A shell in device1.').waitFor();
  await shell.print('copied\r\n');
  await selectWord(page, terminal.locator('.xterm-rows > div', { hasText: 'copied' }));
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await shell.gets('copied');
  t.false(shell.typed().includes('\x03'));
});
