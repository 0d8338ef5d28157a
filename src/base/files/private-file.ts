import { dirname } from 'node:path';
import { makeFolder, saveFile } from './save-file.ts';

/**
 * Writes a file that only its owner can read, whatever the umask: results have addresses and configurations of a real
 * network. Makes missing folders, which are as private.
 *
 * @throws SwitchoverError (environment) with the path and the reason
 */
export async function writePrivately(path: string, content: string | Buffer): Promise<void> {
  await privateFolder(dirname(path));
  await saveFile(path, content, 0o600);
}

/** Makes a folder that only its owner can open, unless it exists. */
export async function privateFolder(path: string): Promise<void> {
  await makeFolder(path, 0o700);
}
