import { access } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';
import { aptInstall } from '../../src/setup/engine/apt.ts';

/** Where Debian's package and others have it. */
const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A headless browser; on Debian and Ubuntu it is installed when there is none. */
export async function startBrowser(): Promise<Browser> {
  const found = (await installed()) ?? (await install());
  return chromium.launch({
    executablePath: found,
    // Root, which runs containers' tests, has no sandbox; nothing but our own page is opened.
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
  if (!found) throw new Error('apt-get has installed chromium, and it is not there.');
  return found;
}
