import { basename, join } from 'node:path';
import type { Problem } from '../../definition/problems/problem.ts';
import { type LessonPlace, lessonFile, lessonsBelow, lessonsOfProgram } from './lesson-places.ts';
import { examineLesson } from './load-lesson.ts';
import type { LoadedLesson } from './loaded-lesson.ts';

/** Lessons in the order in which they should be taken, and what is wrong with others. */
export interface LessonLibrary {
  readonly lessons: readonly LoadedLesson[];
  /** Of lessons that cannot be used. */
  readonly problems: readonly Problem[];
}

/**
 * The lessons that come with the program, or those of a folder.
 *
 * @param folder of a trainer, in place of the program's lessons
 * @throws SwitchoverError (wrong-input) when there is no such folder
 */
export async function loadLessons(folder?: string): Promise<LessonLibrary> {
  const ofProgram = await lessonsOfProgram();
  const places = folder === undefined ? ofProgram : await lessonsBelow(folder);
  return examineLessons(places, [...ofProgram, ...places]);
}

/** @param known all lessons that others may come after */
export async function examineLessons(
  places: readonly LessonPlace[],
  known: readonly LessonPlace[],
): Promise<LessonLibrary> {
  const keys = known.flatMap(({ lab, folder }) => (lab === undefined ? [] : [`${lab}/${basename(folder)}`]));
  // A lesson that stands by itself is found by the lab that it is about.
  const mayBeNamed = known.every(({ lab }) => lab !== undefined) ? keys : undefined;
  const examined = await Promise.all(places.map((place) => examineLesson(place, mayBeNamed)));
  const loaded = examined.flatMap((one) => (one.ok ? [one.loaded] : []));
  const isFirst = ({ key }: LoadedLesson, index: number) =>
    loaded.findIndex((other) => other.key === key) === index;
  return {
    lessons: inCourse(loaded.filter(isFirst)),
    problems: [
      ...examined.flatMap((one) => (one.ok ? [] : one.problems)),
      ...loaded.filter((one, index) => !isFirst(one, index)).map(sameLesson),
    ],
  };
}

/** A lesson that stands by itself may have the lab and the id of one below its lab. */
const sameLesson = ({ key, folder }: LoadedLesson): Problem => ({
  ...{ file: join(folder, lessonFile), line: 1, column: 1, severity: 'error', rule: 'same-lesson' },
  message: `There is another lesson ${key}.`,
  advice: 'Give one of them another id, and its folder the same name.',
});

/** Each lesson stands behind those that it comes after; otherwise the order stays. */
export function inCourse(lessons: readonly LoadedLesson[]): LoadedLesson[] {
  const placed: LoadedLesson[] = [];
  const waiting = [...lessons];
  while (waiting.length > 0) {
    const isDone = (key: string) => !waiting.some((one) => one.key === key);
    const free = waiting.findIndex(({ lesson }) => lesson.after.every(isDone));
    // Lessons that wait for each other: any of them is the first.
    placed.push(...waiting.splice(Math.max(0, free), 1));
  }
  return placed;
}
