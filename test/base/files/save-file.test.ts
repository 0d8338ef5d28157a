import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { makeFolder } from '../../../src/base/files/save-file.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('folders are made where there are none, and stay as they are where there are', async (t) => {
  const root = await temporaryFolder(t);
  const deep = join(root, 'a/b/c');
  await Promise.all([makeFolder(deep, 0o700), makeFolder(deep, 0o700), makeFolder(join(root, 'a/b/d'))]);
  t.is((await stat(deep)).mode & 0o777, 0o700);
  await mkdir(join(root, 'open'), { mode: 0o755 });
  await makeFolder(join(root, 'open'), 0o700);
  t.is((await stat(join(root, 'open'))).mode & 0o777, 0o755);
});

// Node's own recursive mkdir tries for ever there.
test('a folder that the system does not take is an error of the environment', async (t) => {
  const root = await temporaryFolder(t);
  await writeFile(join(root, 'file'), '');
  for (const [path, reason] of [
    ['/proc/x/y', 'no folder can be made there (ENOENT)'],
    [join(root, 'file'), 'a file with this name exists (EEXIST)'],
    [join(root, 'file/x'), 'a part of the path is a file, not a folder (ENOTDIR)'],
  ] as const) {
    await t.throwsAsync(makeFolder(path), { message: `${path} could not be saved: ${reason}.` });
  }
});
