import type { LoadedLesson } from '../../workshop/lessons/loaded-lesson.ts';
import { code, plain, table } from './table.ts';

/** The lessons that come with the program, in their order, as a page of `docs/` lists them. */
export function courseReference(lessons: readonly LoadedLesson[]): string {
  const hours = lessons.reduce((sum, { lesson }) => sum + lesson.minutes, 0) / 60;
  return [
    `${lessons.length} lessons, about ${Math.round(hours)} hours.`,
    table([
      ['', 'lesson', 'what one can do afterwards', 'for', 'minutes'],
      ...lessons.map(({ key, lab, lesson }, index) => [
        `${index + 1}`,
        `[${plain(lesson.title)}](../labs/${lab}/lessons/${lesson.id}/lesson.md)<br>${code(key)}`,
        lesson.objectives.map(plain).join('<br>'),
        lesson.level,
        `${lesson.minutes}`,
      ]),
    ]),
  ].join('\n\n');
}
