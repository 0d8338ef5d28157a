import { relative, resolve } from 'node:path';
import { npmStart } from './npm-start.ts';

/**
 * A folder for which the user gave no path: in the current folder, or, when npm started the program, in the folder of the
 * package, wherever the user stood. Relative to where the user stood.
 *
 * @param name in the current folder at the start of the process
 */
export function ownFolder(name: string): string {
  const npm = npmStart(process.env, process.cwd());
  return npm === undefined ? name : relative(npm.stoodIn, resolve(name));
}
