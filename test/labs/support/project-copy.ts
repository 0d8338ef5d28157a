import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { nodeImageSources } from '../../../src/setup/images/node-image-sources.ts';
import { realEngine } from '../../engine/real-engine.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** Makes a copy of the project that a test may change. It is removed with the test. */
export async function projectCopy(t: ExecutionContext): Promise<string> {
  const folder = await temporaryFolder(t);
  const project = fileURLToPath(new URL('../../../', import.meta.url));
  for (const name of ['src', 'images', 'labs', 'package.json', 'tsconfig.json']) {
    await cp(join(project, name), join(folder, name), { recursive: true });
  }
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Changes the node image of a copy, which then has to be built because no engine has it. */
export async function changeDockerfile(project: string, change: (real: string) => string): Promise<void> {
  const path = join(project, 'images/node/Dockerfile');
  const real = await readFile(path, 'utf8');
  const changed = change(real);
  if (changed === real) throw new Error(`${path} is not as this test expects it.`);
  await writeFile(path, changed);
}

/** Removes the node image of a copy, if it was built. gc keeps images that have a name. */
export async function removeImageOf(project: string): Promise<void> {
  const { tag } = await nodeImageSources(join(project, 'images'));
  await (await realEngine()).engine.images.remove(tag);
}
