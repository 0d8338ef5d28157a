import { createRequire } from 'node:module';
import anyTest, { type TestFn } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { compiledClient } from '../../../src/workshop/http/compiled-client.ts';
import { startBrowser } from '../../browser/chromium.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { scene } from '../page/scene.ts';
import { startRoomServer } from './room-server.ts';
import { lesson, task } from './support.ts';

const test = anyTest as TestFn<{ browser: Browser }>;

test.before(async (t) => {
  t.context.browser = await startBrowser();
});
test.after.always((t) => t.context.browser?.close());

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong with a page, by rule. The topology is a part of the learner's page. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const found: unknown = await page.evaluate(
    "axe.run({ exclude: ['.topology-area'] }).then((all) => all.violations.map((one) => one.id + one.nodes[0].html))",
  );
  return z.array(z.string()).parse(found);
}

test('a trainer leads two learners: names, hands, messages, a pause, a look into a lab', async (t) => {
  const server = await startRoomServer(await temporaryFolder(t), {
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
  await trainer.getByRole('button', { name: /^vnet1gw-0, gateway instance/ }).waitFor();
  await trainer.getByLabel('Fault').selectOption('instance-crash');
  t.deepEqual(await violations(trainer), [], 'the page of the trainer');
  if (process.env.SCREENSHOTS) {
    await trainer.screenshot({ path: `${process.env.SCREENSHOTS}/trainer.png`, fullPage: true });
    await trainer.setViewportSize({ width: 360, height: 800 });
    await trainer.screenshot({ path: `${process.env.SCREENSHOTS}/trainer-360.png`, fullPage: true });
    await ada.screenshot({ path: `${process.env.SCREENSHOTS}/learner.png` });
    const join = await opened('/', 'dark');
    await join.screenshot({ path: `${process.env.SCREENSHOTS}/join.png` });
  }
  t.deepEqual(complaints, []);
  t.deepEqual(server.bugs, []);
});
