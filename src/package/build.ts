/** Builds what the npm package has in place of the sources. `npm pack` runs it. */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../base/project-folder.ts';
import { packagedPages, scriptName, styleName } from '../report/html/assets.ts';
import { compiledPage } from '../report/html/compiled-page.ts';
import { type PageName, pageNames } from '../report/html/pages.ts';
import { bundle } from '../start/bundle.js';
import { compiledClient } from '../workshop/http/compiled-client.ts';
import { packagedClient } from '../workshop/http/page-files.ts';

/** The command, the runs of a suite, and what programs import. */
const entryPoints = [
  'src/package/switchover.ts',
  'src/batches/process/run-process.ts',
  'src/package/index.ts',
];

const folder = new URL('dist/package/', projectFolder);
await rm(folder, { recursive: true, force: true });
await Promise.all([packagedPages, packagedClient].map((one) => mkdir(one, { recursive: true })));
await Promise.all([
  bundle(fileURLToPath(projectFolder), entryPoints, fileURLToPath(folder)),
  copyFile(new URL('src/package/types.d.ts', projectFolder), new URL('index.d.ts', folder)),
  ...pageNames.map(buildPage),
  buildWorkshop(),
]);

async function buildPage(page: PageName): Promise<void> {
  const { style, script } = await compiledPage(page);
  await Promise.all([
    writeFile(new URL(scriptName(page), packagedPages), script),
    // All pages have the same.
    writeFile(new URL(styleName, packagedPages), style),
  ]);
}

async function buildWorkshop(): Promise<void> {
  const { files } = await compiledClient();
  await Promise.all(
    [...files].map(([name, { content }]) => writeFile(new URL(name, packagedClient), content)),
  );
}
