import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { abandonedLocks, clearIfAbandoned } from './lock-file.js';
import { abandonedTemporaries } from './temporary-files.ts';

/**
 * Removes what killed processes of this machine left in the folder for temporary files: locks, and what an image was
 * being made from.
 *
 * @returns the paths of what was removed
 */
export async function removeAbandonedFiles(folder: string = tmpdir()): Promise<string[]> {
  const [locks, temporaries] = await Promise.all([abandonedLocks(folder), abandonedTemporaries(folder)]);
  const cleared = await Promise.all(locks.map(clearIfAbandoned));
  await Promise.all(temporaries.map((path) => rm(path, { recursive: true, force: true })));
  return [...locks.filter((_, index) => cleared[index]), ...temporaries];
}
