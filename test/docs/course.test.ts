import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { loadLessons } from '../../src/workshop/lessons/lesson-library.ts';
import { projectFolder } from './pages.ts';

const { lessons } = await loadLessons();

for (const { key, lab, lesson } of lessons) {
  test(`the README of its lab has a link to ${key}`, (t) => {
    const readme = readFileSync(join(projectFolder, 'labs', lab, 'README.md'), 'utf8');
    t.true(readme.includes(`[${lesson.title}](lessons/${lesson.id}/lesson.md)`), lesson.title);
  });
}
