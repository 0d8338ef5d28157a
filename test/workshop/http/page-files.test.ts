import { gzipSync } from 'node:zlib';
import test from 'ava';
import { pageFiles } from '../../../src/workshop/http/page-files.ts';
import { shell } from '../../../src/workshop/http/shell.ts';

/** Files that a script loads before it runs. Those that it loads later are in `import("...")`. */
const loadedBy = (script: string): string[] =>
  [...script.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+)"/g)].map(([, name]) => name ?? '');

test('what the page loads at first has at most 60 KB, compressed', async (t) => {
  const page = await pageFiles();
  const { script, style } = page.entries.main;
  const needed = new Set([script]);
  for (const name of needed) {
    for (const one of loadedBy(Buffer.from(page.files.get(name)?.content ?? '').toString())) needed.add(one);
  }
  const parts = [
    shell(page, 'main'),
    ...[...needed, style].map((name) => page.files.get(name)?.content ?? ''),
  ];
  const size = parts.reduce((sum, part) => sum + gzipSync(part).length, 0);
  t.log(`${size} bytes in ${parts.length} files`);
  t.true(size <= 60_000, `${size}`);
});
