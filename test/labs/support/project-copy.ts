import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { temporaryFolder } from '../../cli/switchover.ts';

/** A copy of the project in which a test may change what it likes; it goes with the test. */
export async function projectCopy(t: ExecutionContext): Promise<string> {
  const folder = await temporaryFolder(t);
  const project = fileURLToPath(new URL('../../../', import.meta.url));
  for (const name of ['src', 'images', 'labs', 'package.json', 'tsconfig.json']) {
    await cp(join(project, name), join(folder, name), { recursive: true });
  }
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
