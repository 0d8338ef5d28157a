import { existsSync } from 'node:fs';

/** The folder of this project: sources, labs, images. */
export const projectFolder: URL = folderAbove(new URL('./', import.meta.url));

/** Code runs from `src/`, and from the program that was built of it: the manifest marks the folder above both. */
function folderAbove(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder;
  const above = new URL('../', folder);
  if (above.href === folder.href) throw new Error(`No folder above ${import.meta.url} has a package.json.`);
  return folderAbove(above);
}
