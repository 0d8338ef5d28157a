import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder that is removed with the test. */
export async function temporaryFolder(t: { teardown: (work: () => Promise<void>) => void }): Promise<string> {
  const folder = await newTemporaryFolder();
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a folder for tests that remove it themselves. */
export function newTemporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'switchover-test-'));
}
