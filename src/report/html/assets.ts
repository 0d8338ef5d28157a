import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PageAssets } from './page.ts';

let assets: Promise<PageAssets> | undefined;

/** The style of a page, and its client with the plotting library, compiled into one script; done once a process. */
export function pageAssets(): Promise<PageAssets> {
  assets ??= compile();
  return assets;
}

async function compile(): Promise<PageAssets> {
  const [style, { outputFiles }] = await Promise.all([
    readFile(new URL('page.css', import.meta.url), 'utf8'),
    build({
      entryPoints: [fileURLToPath(new URL('client/main.ts', import.meta.url))],
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
