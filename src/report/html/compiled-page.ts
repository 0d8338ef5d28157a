import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { projectFolder } from '../../base/project-folder.ts';
import type { PageAssets, PageName } from './pages.ts';

const sources = new URL('src/report/html/', projectFolder);

/** What a page contains, made of the sources. */
export async function compiledPage(page: PageName): Promise<PageAssets> {
  const [style, { outputFiles }] = await Promise.all([
    readFile(new URL('page.css', sources), 'utf8'),
    build({
      entryPoints: [fileURLToPath(new URL(`client/${page}.ts`, sources))],
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'inline',
      write: false,
      logLevel: 'silent',
    }),
  ]);
  const [script] = outputFiles;
  if (!script) throw new Error("esbuild made nothing of the report's client.");
  return { style, script: script.text };
}
