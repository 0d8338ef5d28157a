import { dirname } from 'node:path';
import { makeFolder, saveFile } from './save-file.ts';

/**
 * Writes a file of results that nobody but its owner may read, whatever the umask: it has addresses and configurations of
 * somebody's network. Folders that are missing are made, and are as private.
 *
 * @throws SwitchoverError (environment) with the path and the reason
 */
export async function writePrivately(path: string, content: string | Buffer): Promise<void> {
  await privateFolder(dirname(path));
  await saveFile(path, content, 0o600);
}

/** Makes a folder of results, unless it is there. */
export async function privateFolder(path: string): Promise<void> {
  await makeFolder(path, 0o700);
}
