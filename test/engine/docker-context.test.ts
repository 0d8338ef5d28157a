import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { chosenContext, contextEndpoint } from '../../src/engine/docker-context.ts';
import type { Environment } from '../../src/engine/environment.ts';

/** What `docker context create office --docker host=tcp://engine.example:2376,ca=...` leaves behind. */
const officeFolder = '5e9a26f40fc27e6e9dd1c1ecd8eee5f7ec7b0f9c';

async function home(t: ExecutionContext, files: Record<string, string>): Promise<Environment> {
  const root = await mkdtemp(join(tmpdir(), 'sw-'));
  t.teardown(() => rm(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, '.docker', path, '..'), { recursive: true });
    await writeFile(join(root, '.docker', path), content);
  }
  return { variables: {}, homeDirectory: root, root };
}
