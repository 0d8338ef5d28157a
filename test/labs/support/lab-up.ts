import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { switchover } from '../../cli/switchover.ts';
import { realEngine } from '../../engine/real-engine.ts';

/** Brings a lab, or a lab file, up in the profile fast and gives its id. The tests of a file share it. */
export async function labUp(nameOrFile: string): Promise<string> {
  await realEngine();
  const { exitCode, stdout, stderr } = await switchover(['up', nameOrFile, '--profile', 'fast']);
  if (exitCode !== 0) throw new Error(`${nameOrFile} did not come up:\n${stderr}`);
  return stdout;
}

/** Takes a lab down; fine when it never came up. */
export async function labDown(id: string | undefined): Promise<void> {
  if (id !== undefined) await switchover(['down', id]);
}

/** Writes a lab file of a test's own and gives its path. */
export async function labFileIn(folder: string, text: string): Promise<string> {
  const file = join(folder, 'lab.yaml');
  await writeFile(file, text);
  return file;
}
