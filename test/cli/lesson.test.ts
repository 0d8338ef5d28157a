import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { lessonText } from '../lessons/lesson-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { inProcess } from './in-process.ts';

test.serial(
  'lesson check lists lessons in order, and reports all problems of others at their places',
  async (t) => {
    const folder = await temporaryFolder(t);
    await mkdir(join(folder, 'small'));
    const file = join(folder, 'small', 'lesson.md');
    await writeFile(file, lessonText);
    const good = await inProcess(['lesson', 'check', folder, '--format', 'json']);
    t.is(good.exitCode, 0, good.stderr);
    t.like(JSON.parse(good.stdout), {
      lessons: [{ lesson: 'dual-redundancy/small', tasks: 2, languages: ['en'] }],
    });

    await writeFile(
      file,
      lessonText.replace('[[vnet1gw-0]]', '[[vnet1gw-7]]').replace('redundancy: full', 'redundancy: ful'),
    );
    const form = await inProcess(['lesson', 'check', folder]);
    t.is(form.exitCode, 2);
    t.regex(form.stderr, /small\/lesson\.md:16:21 {2}error {2}unknown-value/);

    await writeFile(file, lessonText.replace('[[vnet1gw-0]]', '[[vnet1gw-7]]'));
    const wrong = await inProcess(['lesson', 'check', join(folder, 'small'), '--format', 'json']);
    t.is(wrong.exitCode, 2);
    t.like(JSON.parse(wrong.stdout), {
      error: { kind: 'wrong-input', problems: [{ line: 35, rule: 'unknown-name' }] },
    });
  },
);

test.serial('lesson check refuses a folder without lessons', async (t) => {
  const { exitCode, stderr } = await inProcess(['lesson', 'check', await temporaryFolder(t)]);
  t.is(exitCode, 2);
  t.regex(stderr, /There is no lesson/);
});
