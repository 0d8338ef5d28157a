import type { LoadedLesson } from '../lessons/loaded-lesson.ts';
import type { LessonEntry } from '../protocol/lesson.ts';

/** Lessons as the catalogue lists them. */
export const lessonEntries = (lessons: readonly LoadedLesson[]): LessonEntry[] =>
  lessons.map(({ lab, lesson, languages }) => ({
    lab,
    id: lesson.id,
    title: lesson.title,
    summary: lesson.summary,
    level: lesson.level,
    minutes: lesson.minutes,
    languages: [...languages.keys()],
    after: lesson.after,
    tasks: lesson.tasks.length,
    passed: 0,
  }));
