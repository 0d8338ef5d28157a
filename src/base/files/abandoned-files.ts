import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { abandonedLocks, clearIfAbandoned } from './lock-file.js';
import { abandonedTemporaries } from './temporary-files.ts';

/**
 * Removes the files that killed processes of this machine left in the folder for temporary files: locks, and the
 * unfinished parts of images.
 *
 * @returns their paths
 */
export async function removeAbandonedFiles(folder: string = tmpdir()): Promise<string[]> {
  const [locks, temporaries] = await Promise.all([abandonedLocks(folder), abandonedTemporaries(folder)]);
  const cleared = await Promise.all(locks.map(clearIfAbandoned));
  await Promise.all(temporaries.map((path) => rm(path, { recursive: true, force: true })));
  return [...locks.filter((_, index) => cleared[index]), ...temporaries];
}
