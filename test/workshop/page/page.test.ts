import { gzipSync } from 'node:zlib';
import anyTest, { type TestFn } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../browser/chromium.ts';
import { type PageServer, pageServer } from './page-server.ts';
import { catalogueOnly, crashed, measurement, scene } from './scene.ts';

const test = anyTest as TestFn<{ browser: Browser }>;

/** What a page must not load more of before it is shown, compressed. */
const mostFirstPaint = 60 * 1024;

test.before(async (t) => {
  t.context.browser = await startBrowser();
});
test.after.always((t) => t.context.browser?.close());

const dual = scene();

interface Opened {
  readonly page: Page;
  /** What the console said, and requests to anywhere else. */
  readonly complaints: readonly string[];
}

async function open(browser: Browser, { url }: PageServer): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  // All tests share one browser, and other tests the processors.
  page.setDefaultTimeout(90_000);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(url);
  return { page, complaints };
}

const box = (page: Page) => page.getByRole('button', { name: /^vnet1gw-0, gateway instance/ });

test('what is loaded before the first paint has at most 60 KB', async (t) => {
  await using server = await pageServer(dual.updates);
  const first = ['main.js', 'page.css'].map((name) => gzipSync(server.files.get(name) ?? '').length);
  t.true(Math.min(...first) > 1000);
  t.true(first.reduce((sum, one) => sum + one) <= mostFirstPaint, `${first}`);
  t.false([...server.files.values()].some((file) => Buffer.from(file).includes('ZodError')));
});

test('by the mouse: a node is broken, its state is seen, and it is healed', async (t) => {
  await using server = await pageServer(dual.updates, (path) => (path === '/api/break' ? crashed() : []));
  const { page, complaints } = await open(t.context.browser, server);
  t.is(await box(page).getAttribute('aria-label'), 'vnet1gw-0, gateway instance, running');
  await box(page).click();
  const dialog = page.getByRole('dialog', { name: 'vnet1gw-0' });
  await dialog.locator('summary', { hasText: 'instance-crash a gateway' }).click();
  await dialog.locator('details[open]').getByLabel('lastsSeconds').fill('12.5');
  await dialog.getByRole('button', { name: 'Break it now' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page
    .getByRole('button', {
      name: 'vnet1gw-0, not running, gateway instance, broken on purpose: instance-crash',
    })
    .waitFor();
  await page.getByText('1 thing missing').waitFor();
  await page.getByRole('cell', { name: 'vnet1gw-0 does not run' }).waitFor();
  await page.getByRole('button', { name: 'Heal instance-crash of vnet1gw-0' }).click();
  const healed = page.waitForResponse((response) => response.request().postData() === '{}');
  await page.getByRole('button', { name: 'Heal everything (1)' }).click();
  await healed;
  t.deepEqual(server.requests, [
    {
      path: '/api/break',
      body: { fault: 'instance-crash', target: 'vnet1gw-0', parameters: { lastsSeconds: 12.5 } },
    },
    { path: '/api/heal', body: { fault: 'f-1' } },
    { path: '/api/heal', body: {} },
  ]);
  t.deepEqual(complaints, []);
});

test('by the keyboard alone: arrows reach a node, Enter opens it, and the focus comes back', async (t) => {
  await using server = await pageServer(dual.updates, (path) => (path === '/api/break' ? crashed() : []));
  const { page, complaints } = await open(t.context.browser, server);
  await page.locator('svg.topology').waitFor();
  const focused = () => page.evaluate<string>(`document.activeElement.getAttribute('data-id')`);
  for (let tabs = 0; (await focused()) === null && tabs < 40; tabs += 1) await page.keyboard.press('Tab');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowUp']) {
    if ((await focused()) === 'node:vnet1gw-0') break;
    await page.keyboard.press(key);
  }
  t.is(await focused(), 'node:vnet1gw-0');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'vnet1gw-0' }).waitFor();
  t.true(await page.evaluate<boolean>(`document.querySelector('dialog').contains(document.activeElement)`));
  await page.keyboard.press('Escape');
  t.is(await focused(), 'node:vnet1gw-0');
  await page.keyboard.press(' ');
  await page.getByRole('dialog', { name: 'vnet1gw-0' }).waitFor();
  const summary = page.locator('summary', { hasText: 'instance-crash a gateway' });
  const isReached = () => summary.evaluate((one) => one === one.ownerDocument.activeElement);
  for (let tabs = 0; !(await isReached()) && tabs < 40; tabs += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  t.is(await page.evaluate<string>('document.activeElement.textContent'), 'Break it now');
  await page.keyboard.press('Enter');
  await page.getByText('1 thing missing').waitFor();
  t.is(await focused(), 'node:vnet1gw-0');
  t.is(server.requests.length, 1);
  t.deepEqual(complaints, []);
});

test('a trial has what the learner predicts, and its measurement stands beside it', async (t) => {
  await using server = await pageServer(dual.updates, (path) =>
    path === '/api/trial' ? [{ kind: 'measurements', measurements: [measurement('r-9', 3210)] }] : [],
  );
  const { page, complaints } = await open(t.context.browser, server);
  await page.getByRole('button', { name: /^tunnel vnet1gw-0--device1, up/ }).focus();
  await page.keyboard.press('Enter');
  await page.locator('summary', { hasText: 'blackhole' }).click();
  await page.locator('details[open]').getByLabel('only').selectOption('esp');
  await page.locator('details[open]').getByRole('button', { name: 'Measure…' }).click();
  await page.getByLabel('From Azure to the site, in seconds').fill('4');
  await page.getByLabel('From the site to Azure, in seconds').fill('0');
  await page.getByRole('button', { name: 'Start measuring' }).click();
  const row = page.getByRole('row', { name: /^vm1 to host1/ });
  await row.getByText('3.21 s').waitFor();
  t.deepEqual(await row.getByRole('cell').allTextContents(), [
    '5.00 s',
    '3.00 s to 4.10 s',
    '3.21 s, 4 of 8 flows',
    'dpd',
  ]);
  t.deepEqual(server.requests, [
    {
      path: '/api/trial',
      body: {
        fault: 'blackhole',
        target: 'vnet1gw-0--device1',
        parameters: { only: 'esp' },
        predicted: { outwardSeconds: 4, returnSeconds: 0 },
      },
    },
  ]);
  t.deepEqual(complaints, []);
});

test('flows that stop and come back are said in words and figures', async (t) => {
  await using server = await pageServer(dual.updates);
  const { page, complaints } = await open(t.context.browser, server);
  await page.locator('canvas').first().waitFor();
  const report = (atMs: number, states: string) =>
    server.send({
      kind: 'flows',
      flows: { atMs, states: [states, 'aaaaaaaa'], tunnels: { 'vnet1gw-0--device1': 164 } },
    });
  for (let atMs = 100; atMs <= 1000; atMs += 100) report(atMs, 'aaaaaaaa');
  for (let atMs = 1100; atMs <= 4200; atMs += 100) report(atMs, 'aassaasl');
  await page.getByText('4 flows arrive, 1 losing packets, 3 silent for 3.2 s').waitFor();
  await page.getByRole('button', { name: 'tunnel vnet1gw-0--device1, up, 164 packets/s' }).waitFor();
  for (const flow of [2, 3]) {
    const outage = {
      direction: 'outward',
      flow,
      fromMs: 1000,
      durationMs: 3600 + flow,
      uncertainMs: 50,
      lost: 72,
    };
    server.send({ kind: 'outage', outage });
  }
  report(4300, 'aaaaaaaa');
  t.deepEqual(await page.locator('.outages tbody tr').first().locator('td, th').allTextContents(), [
    '0 s ago',
    'vm1 to host1',
    '3.60 s ± 25 ms',
    '2 of 8',
    '144',
  ]);
  await page.getByText('Last outage: 3.60 s ± 25 ms 2 of 8 flows').waitFor();
  await page.locator('[aria-live]', { hasText: 'The longest outage was 3.60 s ± 25 ms.' }).waitFor();
  t.deepEqual(complaints, []);
});

test('an outage of both directions is in sight on a laptop, without scrolling', async (t) => {
  await using server = await pageServer(dual.updates);
  const { page } = await open(t.context.browser, server);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('canvas').nth(1).waitFor();
  for (const { key } of dual.traffic.directions)
    server.send({
      kind: 'outage',
      outage: { direction: key, flow: 2, fromMs: 1000, durationMs: 3620, uncertainMs: 50, lost: 72 },
    });
  await page.locator('.last-outage strong').nth(1).waitFor();
  const hidden = await page.evaluate<readonly string[]>(`(() => {
    const area = document.querySelector('.lab-area').getBoundingClientRect();
    return [...document.querySelectorAll('.last-outage, canvas')]
      .filter((one) => one.getBoundingClientRect().bottom > area.bottom)
      .map((one) => one.className || one.tagName);
  })()`);
  t.deepEqual(hidden, []);
});

test('a terminal that is asked for in the dialog comes to the front', async (t) => {
  await using server = await pageServer(dual.updates);
  const { page } = await open(t.context.browser, server);
  await page.getByRole('button', { name: /^device1, VPN device/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Terminal in device1' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'Terminal in device1' }).waitFor();
  t.is(await page.getByRole('tab', { name: 'Terminals' }).getAttribute('aria-selected'), 'true');
  t.deepEqual(server.requests, [{ path: '/api/terminals', body: { node: 'device1' } }]);
});

test('a lesson has its tasks at their places, locked ones without text, and its buttons reach the topology', async (t) => {
  await using server = await pageServer(dual.updates);
  const { page, complaints } = await open(t.context.browser, server);
  const task = page.getByRole('region', { name: 'Task: Kill instance 0' });
  await task.getByText('Not right. The hold time is 9 s, DPD needs 3 s.').waitFor();
  t.true(await page.getByText('Now break it.').isVisible());
  const later = page.getByText('The other half was in a tunnel of instance 1.');
  t.deepEqual([await later.count(), await later.isVisible()], [1, false]);
  await task.getByLabel('The device, by DPD').check();
  await task.getByRole('button', { name: 'Answer again' }).click();
  await task.getByRole('button', { name: 'Hint (1 left)' }).click();
  await task.getByRole('button', { name: 'Solve it for me' }).click();
  await page.getByRole('button', { name: 'vnet1gw-0', exact: true }).click();
  t.is(await page.locator('.part.lit').getAttribute('data-id'), 'node:vnet1gw-0');
  const started = page.waitForResponse('**/api/lesson/start');
  await page.getByLabel('Language').selectOption('de');
  await started;
  t.deepEqual(
    server.requests.map(({ path, body }) => [path, body]),
    [
      ['/api/lesson/answer', { task: 'kill', question: 0, answer: 0 }],
      ['/api/lesson/hint', { task: 'kill' }],
      ['/api/lesson/solve', { task: 'kill' }],
      ['/api/lesson/start', { lab: 'dual-redundancy', lesson: 'first-look', language: 'de' }],
    ],
  );
  t.deepEqual(complaints, []);
});

test('a refusal is shown until it is closed', async (t) => {
  await using server = await pageServer(dual.updates, () => 'The lab is busy with a trial.');
  const { page } = await open(t.context.browser, server);
  await page.getByRole('button', { name: 'Heal everything' }).click();
  const alert = page.getByRole('alert').getByText('The lab is busy with a trial.');
  await alert.waitFor();
  await page.getByRole('button', { name: 'Close: The lab is busy with a trial.' }).click();
  await alert.waitFor({ state: 'detached' });
  t.pass();
});

test('a lost connection is said, and the page catches up by itself', async (t) => {
  await using server = await pageServer(dual.updates);
  const { page } = await open(t.context.browser, server);
  await page.locator('svg.topology').waitFor();
  server.cut(true);
  await page.getByText('Connection lost, trying again.').waitFor();
  server.cut(false);
  await page.getByText('Connection lost, trying again.').waitFor({ state: 'detached' });
  server.send(...crashed());
  await page.getByText('1 thing missing').waitFor();
  t.pass();
});

test("the catalogue opens labs and lessons, and Azure's view has its text", async (t) => {
  await using server = await pageServer(catalogueOnly, () => dual.updates);
  const { page, complaints } = await open(t.context.browser, server);
  await page.getByRole('button', { name: 'Go on with A first look' }).click();
  await page.getByRole('tab', { name: "Azure's view" }).click();
  await page.locator('pre', { hasText: 'Connected' }).waitFor();
  await page.getByText('an outage of 10 s hides in one of them').waitFor();
  t.deepEqual(server.requests, [
    { path: '/api/lesson/start', body: { lab: 'dual-redundancy', lesson: 'first-look' } },
  ]);
  t.deepEqual(complaints, []);
});
