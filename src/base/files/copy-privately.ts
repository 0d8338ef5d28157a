import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivately } from './private-file.ts';
import { isMissing } from './why-unreadable.ts';

/**
 * Copies everything that is in a folder, so that only the owner can read the copy. What is not there is not
 * copied, and neither is what is no file and no folder.
 *
 * @throws SwitchoverError (environment) when the copy cannot be written
 */
export async function copyPrivately(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyPrivately(source, target);
    else if (entry.isFile()) await writePrivately(target, await readFile(source));
  }
}
