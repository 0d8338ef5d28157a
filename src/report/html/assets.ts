import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { projectFolder } from '../../base/project-folder.ts';

/** Everything that a page contains, so that it needs neither the network nor another file. */
export interface PageAssets {
  readonly style: string;
  /** The client, compiled. */
  readonly script: string;
}

/** The pages, by the file of their client. */
export type PageName = 'run' | 'sweep';

const sources = new URL('src/report/html/', projectFolder);

/** The style of a page, and its client with the plotting library, compiled into one script. */
export async function pageAssets(page: PageName): Promise<PageAssets> {
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
