import { createRequire } from 'node:module';
import anyTest, { type TestFn } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { notYet, ready } from '../../../src/base/until.ts';
import { compiledClient } from '../../../src/workshop/http/compiled-client.ts';
import { startBrowser } from '../../browser/chromium.ts';
import { eventually } from '../../eventually.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { scene } from '../page/scene.ts';
import { playedTerminal } from './played-terminal.ts';
import { startRoomServer } from './room-server.ts';
import { lesson, task } from './support.ts';

const test = anyTest as TestFn<{ browser: Browser }>;

test.before(async (t) => {
  t.context.browser = await startBrowser();
});
test.after.always((t) => t.context.browser?.close());

const soon = { timeoutMs: 10_000, intervalMs: 20 };

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong with a page, by rule. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const found: unknown = await page.evaluate(
    'axe.run().then((all) => all.violations.map((one) => one.id + one.nodes[0].html))',
  );
  return z.array(z.string()).parse(found);
}

test('a trainer leads two learners: names, hands, messages, a pause, a look into a lab', async (t) => {
  const shell = playedTerminal();
  const server = await startRoomServer(await temporaryFolder(t), {
    terminal: shell.connect,
    page: await compiledClient(),
    present: { kind: 'lab', lab: { state: 'none' } },
  });
  t.teardown(async () => {
    await server.close();
    await server.room.leave();
  });
  const [origin = ''] = server.origins;
  const complaints: string[] = [];
  const opened = async (path: string, colorScheme: 'light' | 'dark') => {
    // Each has cookies of its own; the Content-Security-Policy would keep axe out.
    const context = await t.context.browser.newContext({
      ...{ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', colorScheme, bypassCSP: true },
    });
    t.teardown(() => context.close());
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
        complaints.push(request.url());
    });
    await page.goto(`${origin}${path}`);
    return page;
  };
  const trainer = await opened(`/t/${server.trainer}`, 'dark');
  const learners: Page[] = [];
  for (const name of ['Ada', 'Kim']) {
    const page = await opened('/', 'light');
    t.deepEqual(await violations(page), [], 'the join page');
    await page.getByLabel('Your name, as the trainer should see it').fill(name);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText(`${name}, code `).waitFor();
    learners.push(page);
  }
  const [ada, kim] = learners;
  if (!ada || !kim) throw new Error('two have joined');
  const tile = (name: string) => trainer.getByRole('article', { name });

  await kim.getByRole('button', { name: 'Raise my hand' }).click();
  await tile('2. Kim').getByText('hand raised').waitFor();
  await trainer.getByText('Hands: Kim').waitFor();
  const view = lesson(
    task('look', 'passed'),
    task('break', 'open', { lamps: [{ holds: false, text: 'x' }] }),
  );
  server.fakes[0]?.tell({ kind: 'lesson', lesson: view });
  await tile('1. Ada').getByText('A first look: 1 of 2 done').waitFor();

  await trainer.getByLabel('Message', { exact: true }).fill('Break until 11.');
  await trainer.getByRole('button', { name: 'Tell everybody' }).click();
  await trainer.getByRole('button', { name: 'Pause' }).click();
  for (const page of [ada, kim]) {
    await page.getByText('Message from the trainer: Break until 11.').waitFor();
    await page.getByText('The trainer has paused the room.').waitFor();
  }

  await trainer.getByRole('button', { name: 'Look at the lab of seat 2' }).click();
  await trainer.getByRole('region', { name: 'Lab of seat 2' }).waitFor();
  await trainer.waitForTimeout(300);
  for (const update of scene().updates) server.fakes[1]?.tell(update);
  await trainer.getByRole('img', { name: /^vnet1gw-0, gateway instance/ }).waitFor();
  await trainer.getByRole('button', { name: 'Go on' }).click();
  server.fakes[1]?.tell({ kind: 'terminals', terminals: [{ id: 'terminal-of-seat-2', node: 'device1' }] });
  await kim.getByText('Your trainer looks at your lab and your terminals.').waitFor();
  await trainer.getByRole('button', { name: 'device1', exact: true }).click();
  const looked = trainer.getByRole('region', { name: 'Terminal in device1' });
  await looked.getByText("The learner's shell in device1. You look on").waitFor();
  await looked.locator('textarea').press('x');
  await trainer.getByRole('button', { name: 'Offer help' }).click();
  await kim.getByRole('button', { name: 'Yes' }).click();
  await looked.getByText('You type here with the learner.').waitFor();
  await looked.locator('textarea').press('y');
  await eventually('The help', () => (shell.typed().includes('y') ? ready() : notYet(shell.typed())), soon);
  t.is(shell.typed(), 'y');
  await trainer.getByLabel('Fault').selectOption('instance-crash');
  t.deepEqual(await violations(trainer), [], 'the page of the trainer');
  if (process.env.SCREENSHOTS) {
    const join = await opened('/', 'dark');
    for (const [name, page] of Object.entries({ trainer, join, kim })) {
      for (const width of [360, 768, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.waitForTimeout(300);
          const path = `${process.env.SCREENSHOTS}/${name}-${width}-${colorScheme}.png`;
          await page.screenshot({ path, fullPage: true });
        }
      }
    }
  }
  t.deepEqual(complaints, []);
  t.deepEqual(server.bugs, []);
});
