import test from 'ava';
import { lessonEntries } from '../../../src/workshop/learner/lesson-entries.ts';
import { loadLessons } from '../../../src/workshop/lessons/lesson-library.ts';

test('the lessons of the program are in the catalogue, each after those that come before it', async (t) => {
  const entries = lessonEntries((await loadLessons()).lessons);
  t.true(entries.length >= 12);
  const keys = entries.map(({ lab, id }) => `${lab}/${id}`);
  for (const [place, { after }] of entries.entries()) {
    for (const earlier of after) t.true(keys.indexOf(earlier) < place, `${keys[place]} after ${earlier}`);
  }
});
