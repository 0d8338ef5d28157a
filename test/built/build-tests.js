import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../../src/start/built.js';
import { forNode } from '../../src/start/bundle.js';

/**
 * Makes JavaScript out of all tests: a file for each, in folders as in `test/`, and beside them what several of them need.
 *
 * @param {string} folder
 */
export async function buildTests(folder) {
  const tests = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  await build({
    ...forNode,
    absWorkingDir: root,
    entryPoints: tests,
    outdir: folder,
    outbase: 'test',
    sourcemap: true,
    sourcesContent: false,
    plugins: [urlsOfSources],
  });
}

/**
 * Lets `import.meta.url` be that of the source. A test finds its files from there.
 *
 * @type {import('esbuild').Plugin}
 */
const urlsOfSources = {
  name: 'urls-of-sources',
  setup({ onLoad }) {
    onLoad({ filter: /\/(src|test|images)\/.*\.[jt]s$/ }, async ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const source = await readFile(path, 'utf8');
      const url = JSON.stringify(pathToFileURL(path).href);
      return {
        contents: source.replaceAll('import.meta.url', url),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      };
    });
  },
};
