import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { progressFile, progressPath } from '../../../src/workshop/learner/progress-file.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('progress is found again, and a damaged file counts as empty', async (t) => {
  const folder = await temporaryFolder(t);
  const path = progressPath({ XDG_STATE_HOME: folder });
  t.is(path, join(folder, 'switchover/lessons.json'));
  const value = {
    progress: { format: 'switchover-progress/1', lesson: 'a/b', beganAt: 1, tasks: {} },
    ...{ language: 'en', lab: null, hides: false },
  } as const;
  const file = await progressFile(path);
  t.deepEqual(file.saved, {});
  await Promise.all([file.save('a/b', value), file.save('a/c', value)]);
  t.deepEqual(Object.keys((await progressFile(path)).saved), ['a/b', 'a/c']);
  await writeFile(path, (await readFile(path, 'utf8')).slice(0, 40));
  t.deepEqual((await progressFile(path)).saved, {});
});
