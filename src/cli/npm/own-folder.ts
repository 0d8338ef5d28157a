import { relative, resolve } from 'node:path';
import { thisNpmStart } from './npm-start.ts';

/**
 * A folder for which the user gave no path: in the current folder, or, when npm started the program, in the folder of the
 * package, wherever the user stood. Relative to where the user stood.
 *
 * @param name in the current folder at the start of the process
 */
export function ownFolder(name: string): string {
  const npm = thisNpmStart();
  return npm === undefined ? name : relative(npm.stoodIn, resolve(name));
}
