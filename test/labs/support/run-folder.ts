import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunResult, runResultSchema } from '../../../src/analysis/run-result.ts';

/** The result in the folder of a run. */
export async function resultIn(folder: string): Promise<RunResult> {
  return runResultSchema.parse(JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')));
}

/** Paths of all files below a folder, from that folder on. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
