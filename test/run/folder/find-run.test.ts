import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { findRun } from '../../../src/run/folder/find-run.ts';
import { inProcess } from '../../cli/in-process.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('a run that is there and cannot be read is not called missing', async (t) => {
  const folder = await temporaryFolder(t);
  await symlink(join(folder, 'circle'), join(folder, 'circle'));
  await t.throwsAsync(findRun('circle', folder), {
    name: 'SwitchoverError',
    message: `${join(folder, 'circle')} cannot be read: its symbolic links lead in a circle.`,
  });
  await t.throwsAsync(findRun('nosuch', folder), { message: /^There is no run "nosuch"/ });
});

test.serial('compare and report name the file that is cut off or of another kind', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'run/trials/1'), { recursive: true });
  await writeFile(join(folder, 'result.json'), '{"format":"switchover-result/8","run":{"id":');
  await writeFile(join(folder, 'run/run.json'), '{}');
  for (const [words, file, why] of [
    [['compare', folder, folder], 'result.json', 'cannot be read: it is not complete JSON'],
    [['report', join(folder, 'run')], 'run/run.json', 'is not a file of the format switchover-run/'],
  ] as const) {
    const { exitCode, stderr } = await inProcess(words);
    t.is(exitCode, 2);
    t.true(stderr.startsWith(`${join(folder, file)} ${why}`), stderr);
    t.notRegex(stderr, / {4}at |position/);
  }
});
