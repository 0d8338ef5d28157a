import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../analysis/run-result.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { whyUnreadable } from '../../base/files/why-unreadable.ts';
import { resultFormat } from '../../run/folder/formats.ts';

/** How deep results may lie below a folder: a suite has its runs in folders of their own. */
const deepest = 4;

/**
 * The results at a path: of a file `result.json`, or of all such files in a folder and below it, in the order of their
 * paths. What else a run's folder holds is not looked at.
 *
 * @throws SwitchoverError (wrong-input) when there is no result, one that is damaged or of another version, or a folder
 * that cannot be read
 */
export async function loadResults(path: string): Promise<RunResult[]> {
  const files = await filesAt(path);
  if (files.length === 0)
    throw new SwitchoverError('wrong-input', `There is no result.json in ${path}.`, { path });
  return Promise.all(files.map((file) => resultFormat.readFile(file)));
}

async function filesAt(path: string): Promise<string[]> {
  try {
    return (await stat(path)).isDirectory() ? await resultFiles(path, deepest) : [path];
  } catch (cause) {
    throw new SwitchoverError('wrong-input', `${path} cannot be read: ${whyUnreadable(cause)}.`, {
      path,
      cause,
    });
  }
}

async function resultFiles(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && entry.name === 'result.json')) {
    return [join(folder, 'result.json')];
  }
  const folders = depth === 0 ? [] : entries.filter((entry) => entry.isDirectory());
  const found = await Promise.all(folders.map(({ name }) => resultFiles(join(folder, name), depth - 1)));
  return found.flat().sort();
}
