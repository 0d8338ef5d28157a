import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file of results that nobody but its owner may read, whatever the umask: it has addresses and configurations of
 * somebody's network. Folders that are missing are made, and are as private.
 */
export async function writePrivately(path: string, content: string | Buffer): Promise<void> {
  await privateFolder(dirname(path));
  await writeFile(path, content, { mode: 0o600 });
}

/** Makes a folder of results, unless it is there. */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}
