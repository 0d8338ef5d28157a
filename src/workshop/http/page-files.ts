import { readdir, readFile } from 'node:fs/promises';
import { isPackage, projectFolder } from '../../base/project-folder.ts';
import type { PageFiles } from './files.ts';
import { pageFile, pageOf } from './page-of.ts';

/** Where the package has the page; a checkout makes it of the sources. */
export const packagedClient = new URL('dist/package/workshop/', projectFolder);

/** The page as it is served. */
export async function pageFiles(): Promise<PageFiles> {
  if (!isPackage) {
    // The package does without the compiler.
    const { compiledClient } = await import('./compiled-client.ts');
    return compiledClient();
  }
  const names = (await readdir(packagedClient)).sort();
  const read = async (name: string) =>
    [name, pageFile(name, await readFile(new URL(name, packagedClient)))] as const;
  return pageOf(new Map(await Promise.all(names.map(read))));
}
