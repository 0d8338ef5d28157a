import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import type { CDPSession } from 'playwright-core';
import { startBrowser } from '../../browser/chromium.ts';
import { pageServer } from './page-server.ts';
import { scene } from './scene.ts';

const flows = 64;
const seconds = 10;
/** Of one core, by all processes of the browser together. */
const mostShare = 0.3;

test('64 flows each way at ten reports a second take less than 30 % of a core', async (t) => {
  const { updates, snapshot } = scene('dual-redundancy', flows);
  await using server = await pageServer(updates);
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(server.url);
    await page.locator('canvas').nth(1).waitFor();
    let atMs = 0;
    // A third of the flows stops and comes back all the time: more changes than any fault makes.
    const report = () => {
      atMs += 100;
      const states = Array.from({ length: flows }, (_, flow) =>
        flow % 3 === 0 && Math.floor(atMs / 700 + flow) % 2 === 0 ? 's' : 'a',
      ).join('');
      const rate = 160 + ((atMs / 100) % 7);
      const tunnels =
        atMs % 1000 === 0 ? Object.fromEntries(snapshot.tunnels.map(({ name }) => [name, rate])) : {};
      server.send({ kind: 'flows', flows: { atMs, states: [states, states], tunnels } });
    };
    // The whole minute of the strips is full before it is measured.
    for (let index = 0; index < 600; index += 1) report();
    await pause(2000);
    const session = await browser.newBrowserCDPSession();
    const before = await processorSeconds(session);
    for (let index = 0; index < 10 * seconds; index += 1) {
      report();
      await pause(100);
    }
    const share = ((await processorSeconds(session)) - before) / seconds;
    t.log(`${(100 * share).toFixed(1)} % of a core`);
    t.true(share < mostShare, `${(100 * share).toFixed(1)} % of a core`);
  } finally {
    await browser.close();
  }
});

/** Time of processors that all processes of the browser have used. */
async function processorSeconds(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
