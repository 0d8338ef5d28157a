import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { pageAssets } from '../../src/report/html/assets.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { startBrowser } from './chromium.ts';
import { Measure } from './legibility.ts';
import { type Assets, pages } from './pages.ts';

const test = anyTest as TestFn<{ browser: Browser; folder: string; measure: Measure; assets: Assets }>;

/** A telephone, a tablet, a large screen. */
const widths = [360, 800, 1600];
/** Of A4 between margins of 1 cm, in CSS pixels. */
const paperWidth = 718;

test.before(async (t) => {
  t.context = {
    browser: await startBrowser(),
    folder: await newTemporaryFolder(),
    measure: await Measure.built(),
    assets: { run: await pageAssets('run'), sweep: await pageAssets('sweep') },
  };
});

test.after.always(async (t) => {
  await t.context.browser?.close();
  if (t.context.folder) await rm(t.context.folder, { recursive: true });
});

for (const [kind, html] of pages()) {
  test.serial(`${kind}: every text can be read on any screen and on paper`, async (t) => {
    const { browser, folder, measure, assets } = t.context;
    const file = join(folder, `${kind.replaceAll(' ', '-')}.html`);
    await writeFile(file, html(assets));
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(`file://${file}`);
    await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
    const found: Record<string, readonly string[]> = {};
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await redrawn(page);
      await keepPicture(page, `${kind} ${width}`);
      found[`${width} px`] = await measure.illegible(page, 'screen');
    }
    await page.setViewportSize({ width: paperWidth, height: 1050 });
    // As the reader leaves them: paper cannot be clicked.
    await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = false`);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    t.is(await page.locator('details:not([open])').count(), 0, 'a part stays folded on paper');
    await redrawn(page);
    await keepPicture(page, `${kind} print`);
    found.print = await measure.illegible(page, 'print');
    await page.close();
    t.deepEqual(found, { '360 px': [], '800 px': [], '1600 px': [], print: [] });
    t.deepEqual(complaints, []);
  });
}

test('what cannot be read is found', async (t) => {
  const page = await t.context.browser.newPage({ viewport: { width: 360, height: 500 } });
  const part = (style: string, text: string) => `<div style="position: absolute; ${style}">${text}</div>`;
  await page.setContent(`<body>
    ${part('left: 10px; top: 10px', 'below')}${part('left: 20px; top: 14px', 'above')}
    ${part('left: 10px; top: 100px; width: 20px; overflow: hidden; white-space: nowrap', 'hidden')}
    ${part('left: 340px; top: 140px; white-space: nowrap', 'beside')}
    ${part('left: 10px; top: 180px; font-size: 8px', 'small')}
    ${part('left: 10px; top: 220px', '<svg viewBox="0 0 100 20" width="50"><text y="10" font-size="12">scaled</text></svg>')}
    ${part('left: 10px; top: 260px; width: 20px; overflow: auto; white-space: nowrap', 'scrolled')}
    ${part('left: 10px; top: 300px', '<svg width="100" height="30"><g class="node"><rect width="20" height="20"/><text y="15">inside</text></g></svg>')}
  </body>`);
  const onScreen = [
    '"hidden" is cut by the edge of a div',
    '"beside" is cut by the edge of the page',
    '"inside" is cut by its box',
    '"small" has only 8.0 px',
    '"scaled" has only 6.0 px',
    '"below" overlaps "above"',
  ];
  t.deepEqual(await t.context.measure.illegible(page, 'screen'), onScreen);
  const onPaper = await t.context.measure.illegible(page, 'print');
  t.true(onPaper.includes('"scrolled" is cut by the edge of a div'), onPaper.join('\n'));
});

/** The charts follow the size of the page one frame later. */
const redrawn = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))');

/** Where a person wants to look, a folder is named. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
}
