import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../browser/chromium.ts';
import { keepPicture } from './keep-picture.ts';
import { pageServer } from './page-server.ts';
import { catalogueOnly, crashed, scene } from './scene.ts';

const test = anyTest as TestFn<{ browser: Browser; axe: string }>;

/** The last one is 1280 px at a zoom of 200 %. */
const screens = [
  { width: 360, height: 700, deviceScaleFactor: 2 },
  { width: 768, height: 1000, deviceScaleFactor: 1 },
  { width: 1280, height: 800, deviceScaleFactor: 1 },
  { width: 1920, height: 1080, deviceScaleFactor: 1 },
  { width: 640, height: 400, deviceScaleFactor: 2 },
];

test.before(async (t) => {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  t.context = { browser: await startBrowser(), axe: await readFile(path, 'utf8') };
});
test.after.always((t) => t.context.browser?.close());

for (const colorScheme of ['light', 'dark'] as const) {
  for (const { width, height, deviceScaleFactor } of screens) {
    test.serial(
      `${colorScheme}, ${width} px: axe finds nothing, and nothing is wider than the screen`,
      async (t) => {
        const { updates, traffic } = scene('dual-redundancy');
        await using server = await pageServer(updates);
        const context = await t.context.browser.newContext({
          viewport: { width, height },
          deviceScaleFactor,
          colorScheme,
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        const name = `${width}-${colorScheme}`;
        await page.goto(server.url);
        await page.locator('header').getByText('complete').waitFor();
        server.send(...crashed());
        const outage = { flow: 2, fromMs: 1000, durationMs: 3620, uncertainMs: 50, lost: 72 };
        server.send(
          ...traffic.directions.map(({ key }) => ({
            kind: 'outage' as const,
            outage: { ...outage, direction: key },
          })),
        );
        await page.locator('header').getByText('1 thing missing').waitFor();
        const isNarrow = width < 900;
        for (const area of isNarrow ? ['Lesson', 'Events and more', 'Lab'] : ['all']) {
          if (isNarrow) await page.getByRole('button', { name: area, exact: true }).click();
          await check(t, page, `${name} ${area}`);
        }
        await page.getByRole('button', { name: /^vnet1gw-0, not running/ }).click();
        await page.locator('.fault summary').first().click();
        await page.locator('details[open]').getByRole('button', { name: 'Measure…' }).click();
        await check(t, page, `${name} dialog`);
        await page.keyboard.press('Escape');
        if (isNarrow) await page.getByRole('button', { name: 'Events and more' }).click();
        for (const tab of ['Measurements', "Azure's view"]) {
          await page.getByRole('tab', { name: tab }).click();
          await check(t, page, `${name} ${tab}`);
        }
        await context.close();
      },
    );
  }
}

test.serial('the catalogue: axe finds nothing', async (t) => {
  await using server = await pageServer(catalogueOnly);
  const page = await t.context.browser.newPage({ viewport: { width: 800, height: 800 } });
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Labs' }).waitFor();
  await check(t, page, 'catalogue');
});

async function check(t: ExecutionContext<{ axe: string }>, page: Page, name: string): Promise<void> {
  await keepPicture(page, name);
  const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  t.true(tooWide <= 0, `${name} is ${tooWide} px too wide`);
  await page.evaluate(t.context.axe);
  const violations = await page.evaluate<readonly string[]>(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`,
  );
  t.deepEqual(violations, [], name);
}
