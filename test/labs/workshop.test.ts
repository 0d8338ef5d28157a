import { join } from 'node:path';
import test from 'ava';
import type { Page } from 'playwright-core';
import { startBrowser } from '../browser/chromium.ts';
import { startSwitchover } from '../cli/switchover.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { keepPicture } from '../workshop/page/keep-picture.ts';

/** Longer than a node takes to come back on a slow machine (ms). */
const patienceMs = 120_000;

test('the command opens a lab, and a learner breaks it, sees the figure, looks around and heals it', async (t) => {
  t.timeout(600_000);
  const folder = await temporaryFolder(t);
  const folders = ['--runs', join(folder, 'runs'), '--calibrations', join(folder, 'calibrations')];
  const session = startSwitchover(['workshop', 'dual-redundancy', '--port', '0', ...folders], {}, 580_000);
  const browser = await startBrowser();
  try {
    const link = await session.printed(/^http:\S+$/m);
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    page.setDefaultTimeout(patienceMs);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(link).origin) complaints.push(request.url());
    });
    await page.goto(link);
    await page.locator('header').getByText('complete', { exact: true }).waitFor();
    await page.getByText('8 flows arrive').nth(1).waitFor();
    await keepPicture(page, 'lab whole');

    // By the mouse.
    await page.getByRole('button', { name: 'vnet1gw-0, gateway instance, running' }).click();
    await page.getByRole('dialog').locator('summary', { hasText: 'instance-crash' }).first().click();
    await keepPicture(page, 'lab dialog');
    await page.getByRole('button', { name: 'Break it now' }).click();
    await page.locator('.strip .now', { hasText: 'silent for' }).first().waitFor();
    const figure = page.locator('.strip', { hasText: 'return' }).locator('.last-outage strong');
    await page.getByText('8 flows arrive').nth(1).waitFor();
    // By DPD, after 3 s with this profile, or by BGP, after 9 s.
    const [, seconds] = /^([\d.]+) s ± \d+ ms$/.exec(await figure.innerText()) ?? [];
    t.true(Number(seconds) > 1 && Number(seconds) < 12, seconds);
    await keepPicture(page, 'lab crashed');

    // What was broken is still seen after a reload.
    await page.reload();
    await page.getByRole('button', { name: /^vnet1gw-0, not running, .* instance-crash$/ }).waitFor();
    await page.getByText('8 flows arrive').nth(1).waitFor();

    await page.getByRole('button', { name: 'device1, VPN device, running' }).click();
    await page.getByRole('button', { name: 'Terminal in device1' }).click();
    const terminal = page.getByRole('region', { name: 'Terminal in device1' });
    await terminal.getByText('A shell in device1. Ctrl+C').waitFor();
    await terminal.locator('.xterm-rows').getByText('device1').first().waitFor();
    await page.keyboard.type('vtysh\r');
    await terminal.locator('.xterm-rows').getByText('device1#').first().waitFor();
    await page.keyboard.type('show bgp summary\r');
    await terminal.locator('.xterm-rows').getByText('Total number of neighbors').first().waitFor();
    await keepPicture(page, 'lab terminal');
    await page.keyboard.type('exit\r');

    // By the keyboard alone, from the top of the page.
    await page.reload();
    await page.getByRole('button', { name: 'Heal everything (1)' }).waitFor();
    await tabTo(page, 'Heal everything (1)');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'vnet1gw-0, gateway instance, running' }).waitFor();
    await page.locator('header').getByText('complete', { exact: true }).waitFor();
    await keepPicture(page, 'lab healed');

    await page.getByRole('tab', { name: "Azure's view" }).click();
    await page.locator('.azure pre', { hasText: 'Connected' }).waitFor();
    await keepPicture(page, 'lab azure');
    t.deepEqual(complaints, []);
  } finally {
    await browser.close();
    session.signal('SIGINT');
    t.regex((await session.ended).stderr, /The lab dual-redundancy is removed/);
  }
});

async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  for (let tabs = 0; (await focused()) !== name && tabs < 20; tabs += 1) await page.keyboard.press('Tab');
}
