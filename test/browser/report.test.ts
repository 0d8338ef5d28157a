import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { pageAssets } from '../../src/report/html/assets.ts';
import { htmlReport } from '../../src/report/html/page.ts';
import { crash, observe } from '../analysis/synthetic.ts';
import { recovered } from '../batches/suite/run-results.ts';
import { runOfRounds } from '../report/run-result.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { startBrowser } from './chromium.ts';

const test = anyTest as TestFn<{ browser: Browser; folder: string; url: string }>;

/** Seven trials of a crash: outages of 852 ms and 2.87 s. */
const trials = Array.from({ length: 7 }, () => recovered);
const result = runOfRounds(trials.length, trials);

test.before(async (t) => {
  const folder = await newTemporaryFolder();
  const page = htmlReport(
    result,
    trials.map(() => observe(crash())),
    await pageAssets('run'),
  );
  await writeFile(join(folder, 'report.html'), page);
  t.context = { browser: await startBrowser(), folder, url: `file://${join(folder, 'report.html')}` };
});

test.after.always(async (t) => {
  await t.context.browser?.close();
  if (t.context.folder) await rm(t.context.folder, { recursive: true });
});

/** Opens the report, and collects its console messages, errors and network requests. */
async function open(browser: Browser, url: string, colorScheme: 'light' | 'dark' = 'light') {
  const complaints: string[] = [];
  const page = await browser.newPage({ colorScheme });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** Number of shapes that are drawn in a chart. */
const drawn = (page: Page, id: string) => page.locator(`#${id} svg path`).count();

test('the report renders the right figures, without errors and without network requests', async (t) => {
  const { page, complaints } = await open(t.context.browser, t.context.url);
  t.is(await page.title(), 'dual-redundancy: instance-crash in 7 trials – switchover');
  t.deepEqual(await page.locator('.headlines strong').allTextContents(), ['852 ms', '2.87 s', '9.00 s']);
  t.is(await page.locator('.verdict').textContent(), 'passed');
  const text = await page.locator('main').innerText();
  t.regex(text, /Outage, longest\s+852 ms ± 2\.2 ms \(rests on an assumption\)\s+2\.87 s ± 2\.4 ms/);
  t.regex(text, /Median\s+852 ms\s+2\.87 s\s+9\.00 s/);
  for (const chart of ['events', 'gaps-0', 'gaps-1', 'spread-0']) {
    t.true((await drawn(page, chart)) > 10, chart);
  }
  t.is(await page.locator('.bar:visible').count(), 4);
  t.is(await page.locator('svg.topology:visible .node.dead').count(), 1);
  t.is(await page.locator('svg.topology:visible line.tunnel.dead').count(), 2);
  t.deepEqual(complaints, []);
});

test('keys and buttons zoom the timeline, and selecting a trial shows its figures', async (t) => {
  const { page, complaints } = await open(t.context.browser, t.context.url);
  const shown = async () => {
    const [start, end] = ((await page.locator('#timeline').getAttribute('data-shown')) ?? '')
      .split(' ')
      .map(Number);
    return (end ?? 0) - (start ?? 0);
  };
  await page.locator('#timeline').focus();
  await page.keyboard.press('0');
  t.is(await shown(), 100);
  await page.keyboard.press('+');
  t.is(await shown(), 50);
  await page.getByRole('button', { name: 'Zoom out' }).click();
  t.is(await shown(), 100);
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Outage' }).press('Enter');
  t.true((await shown()) < 50);

  t.is(await page.locator('.trial:visible h3').first().textContent(), 'Trial 1: vnet1gw-0');
  await page.getByLabel('Trial', { exact: true }).selectOption('3');
  t.is(await page.locator('.trial:visible h3').first().textContent(), 'Trial 4: vnet1gw-0');
  t.deepEqual(complaints, []);
});

test('page and charts change to dark colours with the system', async (t) => {
  const { page, complaints } = await open(t.context.browser, t.context.url, 'light');
  const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const text = page.locator('#events svg text').first();
  const light = [await background(), await text.getAttribute('fill')];
  t.truthy(light[1]);
  await page.emulateMedia({ colorScheme: 'dark' });
  // The charts change a moment after the style. Waiting for a function would need eval(), which the page forbids.
  await page.locator(`#events svg text[fill="${light[1]}"]`).first().waitFor({ state: 'detached' });
  t.not(await background(), light[0]);
  t.deepEqual(complaints, []);
});

test('on paper, all trials are shown, and no controls', async (t) => {
  const { page } = await open(t.context.browser, t.context.url);
  await page.emulateMedia({ media: 'print' });
  t.is(await page.locator('.controls:visible').count(), 0);
  t.is(await page.locator('.trial:visible h3').count(), 3 * trials.length);
  t.true((await page.pdf({ format: 'A4' })).length > 20_000);
});
