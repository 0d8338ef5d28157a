import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../analysis/run-result.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { whyUnreadable } from '../../base/files/why-unreadable.ts';
import { resultFormat } from '../../run/folder/formats.ts';
import { resultFiles } from '../result-files.ts';

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
  if (!(await isFolder(path))) return [path];
  return (await resultFiles(path, ['result.json'])).map(({ folder, name }) => join(folder, name));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    const message = `${path} cannot be read: ${whyUnreadable(cause)}.`;
    throw new SwitchoverError('wrong-input', message, { path, cause });
  }
}
