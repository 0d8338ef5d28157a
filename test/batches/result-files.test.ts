import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { resultFiles } from '../../src/batches/result-files.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('results are found below a folder, but not in one that has some itself, and not at any depth', async (t) => {
  const root = await temporaryFolder(t);
  for (const path of [
    'b/run.json',
    'a/suite.json',
    'a/run.json',
    'a/run-1/run.json',
    '1/2/3/4/run.json',
    '1/2/3/5/6/run.json',
    'c/other.json',
  ]) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), '');
  }
  t.deepEqual(await resultFiles(root, ['suite.json', 'run.json']), [
    { folder: join(root, '1/2/3/4'), name: 'run.json' },
    { folder: join(root, 'a'), name: 'suite.json' },
    { folder: join(root, 'b'), name: 'run.json' },
  ]);
  await t.throwsAsync(resultFiles(join(root, 'nowhere'), ['run.json']), {
    message: `${join(root, 'nowhere')} cannot be read: it is missing.`,
  });
});
