import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { whyUnreadable } from '../base/files/why-unreadable.ts';

/** A file with results. */
export interface ResultFile<Name extends string> {
  readonly folder: string;
  readonly name: Name;
}

/** How deep they may lie: a suite has its runs in folders of their own, and a CI system puts each shard into another one. */
const deepest = 4;

/**
 * The files of some names in a folder and below it, in the order of their paths. Of a folder with several of them the first
 * name counts; what else such a folder holds is not looked at.
 *
 * @throws SwitchoverError (wrong-input) when a folder cannot be read
 */
export async function resultFiles<Name extends string>(
  folder: string,
  names: readonly Name[],
): Promise<ResultFile<Name>[]> {
  try {
    return await filesBelow(folder, names, deepest);
  } catch (cause) {
    const message = `${folder} cannot be read: ${whyUnreadable(cause)}.`;
    throw new SwitchoverError('wrong-input', message, { path: folder, cause });
  }
}

async function filesBelow<Name extends string>(
  folder: string,
  names: readonly Name[],
  depth: number,
): Promise<ResultFile<Name>[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const name = names.find((one) => entries.some((entry) => entry.isFile() && entry.name === one));
  if (name !== undefined) return [{ folder, name }];
  if (depth === 0) return [];
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  return (await Promise.all(folders.sort().map((one) => filesBelow(one, names, depth - 1)))).flat();
}
