import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../../src/analysis/run-result.ts';
import { resultFormat } from '../../../src/run/folder/formats.ts';

/** The result in the folder of a run. */
export const resultIn = (folder: string): Promise<RunResult> =>
  resultFormat.readFile(join(folder, 'result.json'));

/** Paths of all files below a folder, from that folder on. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
