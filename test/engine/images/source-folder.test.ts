import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { contentHash, readSourceFolder } from '../../../src/engine/images/source-folder.ts';

async function folder(t: ExecutionContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'sw-'));
  t.teardown(() => rm(path, { recursive: true }));
  await mkdir(join(path, 'src'));
  await writeFile(join(path, 'Dockerfile'), 'FROM scratch\n');
  await writeFile(join(path, 'src/start'), '#!/bin/sh\n', { mode: 0o755 });
  return path;
}

const hashOf = async (path: string) => contentHash(new Map([['node', await readSourceFolder(path)]]));

test('a folder is read in the order of names, with modes as git keeps them', async (t) => {
  const path = await folder(t);
  await chmod(join(path, 'Dockerfile'), 0o600);
  const files = await readSourceFolder(path);
  t.deepEqual(
    [...files].map(([name, { mode }]) => [name, mode]),
    [
      ['Dockerfile', 0o644],
      ['src/start', 0o755],
    ],
  );
});

test('the hash is 12 digits and changes with content, name and mode', async (t) => {
  const path = await folder(t);
  const before = await hashOf(path);
  t.regex(before, /^[0-9a-f]{12}$/);
  await chmod(join(path, 'src/start'), 0o644);
  const mode = await hashOf(path);
  await writeFile(join(path, 'src/start'), '#!/bin/bash\n');
  const content = await hashOf(path);
  await writeFile(join(path, 'src/more'), '');
  const name = await hashOf(path);
  t.is(new Set([before, mode, content, name]).size, 4);
});

test('documentation and the umask do not change the hash', async (t) => {
  const path = await folder(t);
  const before = await hashOf(path);
  await writeFile(join(path, 'README.md'), 'what this is');
  await chmod(join(path, 'Dockerfile'), 0o664);
  t.is(await hashOf(path), before);
});
