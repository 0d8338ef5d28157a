import { readFile } from 'node:fs/promises';
import { isPackage, projectFolder } from '../../base/project-folder.ts';
import type { PageAssets, PageName } from './pages.ts';

/** Where the package has what its pages contain; a checkout makes it of the sources. */
export const packagedPages = new URL('dist/package/pages/', projectFolder);
export const styleName = 'page.css';
export const scriptName = (page: PageName): string => `${page}.js`;

/** The style of a page, and its client with the plotting library, compiled into one script. */
export async function pageAssets(page: PageName): Promise<PageAssets> {
  if (!isPackage) {
    // The package does without the compiler.
    const { compiledPage } = await import('./compiled-page.ts');
    return compiledPage(page);
  }
  const read = (name: string) => readFile(new URL(name, packagedPages), 'utf8');
  const [style, script] = await Promise.all([read(styleName), read(scriptName(page))]);
  return { style, script };
}
