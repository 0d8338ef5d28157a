import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { formatProblems } from '../../../src/definition/problems/format-problems.ts';
import { loadLessons } from '../../../src/workshop/lessons/lesson-library.ts';
import { lessonPicture } from '../../../src/workshop/lessons/lesson-picture.ts';
import { lessonText } from '../../lessons/lesson-text.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('all lessons of the program are in order, after those that they build on', async (t) => {
  const { lessons, problems } = await loadLessons();
  t.is(problems.length === 0 ? '' : formatProblems(problems), '');
  t.true(lessons.length >= 12);
  const keys = lessons.map(({ key }) => key);
  t.is(new Set(keys).size, keys.length);
  for (const { key, lesson } of lessons) {
    for (const before of lesson.after)
      t.true(keys.indexOf(before) < keys.indexOf(key), `${key} after ${before}`);
  }
  t.is(keys[0], 'active-standby/planned-and-unplanned');
});

test('a lesson has its languages, its lab and its key', async (t) => {
  const { lessons } = await loadLessons();
  const first = lessons.find(({ key }) => key === 'dual-redundancy/first-look');
  t.deepEqual([...(first?.languages.keys() ?? [])], ['en', 'de']);
  t.regex(first?.languages.get('de')?.tasks[0]?.title ?? '', /^Wie viele Wege/);
  t.is(first?.labToOpen, 'dual-redundancy');
  const own = lessons.find(({ key }) => key === 'dual-redundancy/asymmetric-return');
  t.regex(own?.labToOpen ?? '', /asymmetric-return\/lab\.yaml$/);
});

test("a trainer's folder has lessons, or labs with lessons; links that lead out of it are not followed", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'small'));
  await writeFile(join(folder, 'small', 'lesson.md'), lessonText);
  await cp(
    join(folder, 'small', 'lesson.md'),
    join(folder, 'dual-redundancy', 'lessons', 'small', 'lesson.md'),
  );
  const ofLab = join(folder, 'dual-redundancy', 'lessons', 'small');
  await writeFile(join(ofLab, 'way.svg'), '<svg/>');
  await symlink('/etc/passwd', join(ofLab, 'secret.png'));
  await symlink(join(folder, 'small'), join(folder, 'linked'));
  await mkdir(join(folder, 'other'));
  await symlink('/etc/passwd', join(folder, 'other', 'lesson.md'));
  const { lessons, problems } = await loadLessons(folder);
  t.deepEqual(
    problems.map(({ file, message }) => [file, message]),
    [[join(folder, 'small', 'lesson.md'), 'There is another lesson dual-redundancy/small.']],
  );
  t.deepEqual(
    lessons.map(({ key, folder: place }) => [key, place]),
    [['dual-redundancy/small', ofLab]],
  );
  const small = lessons[0] ?? t.fail();
  t.deepEqual(await lessonPicture(small, 'way.svg'), { type: 'image/svg+xml', bytes: Buffer.from('<svg/>') });
  for (const name of ['secret.png', '../small/way.svg', 'lesson.md', '/etc/passwd', 'no.svg', './way.svg']) {
    t.is(await lessonPicture(small, name), undefined, name);
  }
});

test('a lesson cannot name a path as its lab, nor a lab file elsewhere', async (t) => {
  const folder = await temporaryFolder(t);
  const problemOf = async (from: string, to: string) => {
    await mkdir(join(folder, 'small'), { recursive: true });
    await writeFile(join(folder, 'small', 'lesson.md'), lessonText.replace(from, to));
    const { problems } = await loadLessons(folder);
    return problems.map(({ rule, line }) => `${line} ${rule}`);
  };
  t.deepEqual(await problemOf('lab: dual-redundancy', 'lab: ../../etc'), ['6 no-lab']);
  t.deepEqual(await problemOf('lab: dual-redundancy', 'lab: no-such-lab'), ['6 no-lab']);
  t.deepEqual(await problemOf('lab: dual-redundancy', 'design: ./lab.yaml'), ['6 no-lab']);
  t.regex((await problemOf('lab: dual-redundancy', 'design: ../lab.yaml')).join(), /^6 unknown-value/);
  await symlink('/etc/hostname', join(folder, 'small', 'lab.yaml'));
  t.deepEqual(await problemOf('lab: dual-redundancy', 'design: ./lab.yaml'), ['6 no-lab']);
});

test('no folder is an error', async (t) => {
  await t.throwsAsync(loadLessons('/no/such/folder'), { message: /is no folder/ });
});
