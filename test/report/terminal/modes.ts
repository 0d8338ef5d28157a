import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** Lets all users read and write new files until the test is over. */
export function withoutUmask(t: Pick<ExecutionContext, 'teardown'>): void {
  const umask = process.umask(0);
  t.teardown(() => void process.umask(umask));
}

/** Everything in a folder, and the folder itself, that others than its owner may read or write, with its mode. */
export async function openToOthers(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const modes = await Promise.all(
    ['', ...names].map(async (name) => {
      const { mode } = await stat(join(folder, name));
      return { name, mode: mode & 0o777 };
    }),
  );
  return modes
    .filter(({ mode }) => (mode & 0o077) !== 0)
    .map(({ name, mode }) => `${name} ${mode.toString(8)}`);
}
