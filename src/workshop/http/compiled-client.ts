import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { projectFolder } from '../../base/project-folder.ts';
import { type PageFiles, pageEntries } from './files.ts';
import { pageFile, pageOf } from './page-of.ts';

const folder = fileURLToPath(new URL('src/workshop/client/', projectFolder));

/** The page, made of the sources. What a page loads later, such as the terminal, is in files of its own. */
export async function compiledClient(): Promise<PageFiles> {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [...pageEntries.map((name) => `${name}.tsx`), 'page.css', 'trainer.css'],
    outdir: 'served',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    legalComments: 'inline',
    loader: { '.svg': 'file', '.png': 'file' },
    write: false,
    logLevel: 'silent',
  });
  return pageOf(
    new Map(
      outputFiles.map(({ path, contents }) => {
        const name = basename(path);
        return [name, pageFile(name, contents)];
      }),
    ),
  );
}
