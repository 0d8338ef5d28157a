import { access } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';
import { aptInstall } from '../../src/setup/engine/apt.ts';

/** Where packages of Debian and others install it. */
const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts a headless browser. On Debian and Ubuntu, installs one if needed. */
export async function startBrowser(): Promise<Browser> {
  const found = (await installed()) ?? (await install());
  return chromium.launch({
    executablePath: found,
    // Chromium has no sandbox for root, as which these tests may run. It opens only our own page.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

async function installed(): Promise<string | undefined> {
  for (const path of paths) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}

async function install(): Promise<string> {
  await aptInstall(['chromium'], () => {});
  const found = await installed();
  if (!found) throw new Error('apt-get installed chromium, but it is not at any known path.');
  return found;
}
