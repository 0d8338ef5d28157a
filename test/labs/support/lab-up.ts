import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { switchover } from '../../cli/switchover.ts';
import { realEngine } from '../../engine/real-engine.ts';

/** Brings up a lab or a lab file with the profile fast, for all tests of a file, and returns its id. */
export async function labUp(nameOrFile: string): Promise<string> {
  await realEngine();
  const { exitCode, stdout, stderr } = await switchover(['up', nameOrFile, '--profile', 'fast']);
  if (exitCode !== 0) throw new Error(`${nameOrFile} did not come up:\n${stderr}`);
  return stdout;
}

/** Takes a lab down, if it came up. */
export async function labDown(id: string | undefined): Promise<void> {
  if (id !== undefined) await switchover(['down', id]);
}

/** Writes a lab file and returns its path. */
export async function labFileIn(folder: string, text: string): Promise<string> {
  const file = join(folder, 'lab.yaml');
  await writeFile(file, text);
  return file;
}
