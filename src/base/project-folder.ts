import { existsSync } from 'node:fs';

/** The folder of this project, or of the npm package that was made of it: manifest, labs, images. */
export const projectFolder: URL = folderAbove(new URL('./', import.meta.url));

/** Whether this is the npm package. It has the built program in place of the sources, and nobody writes into its folder. */
export const isPackage: boolean = !existsSync(new URL('src/', projectFolder));

/** Code runs from `src/`, and from the program that was built of it: the manifest marks the folder above both. */
function folderAbove(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder;
  const above = new URL('../', folder);
  if (above.href === folder.href) throw new Error(`No folder above ${import.meta.url} has a package.json.`);
  return folderAbove(above);
}
