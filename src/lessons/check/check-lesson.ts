import type { Problem } from '../../definition/problems/problem.ts';
import type { Source } from '../../definition/sources/source.ts';
import { faultsFit } from './faults.ts';
import { filesExist } from './files.ts';
import { namesExist } from './names.ts';
import type { LessonBreach, LessonRule, LessonSubject } from './rule.ts';
import { commandsShown, solutionsAnswer } from './solutions.ts';
import { tasksHaveText } from './tasks.ts';
import { windowsSuffice } from './windows.ts';

/** All rules of lessons, in the order of the documentation. */
export const lessonRules: readonly LessonRule[] = [
  tasksHaveText,
  namesExist,
  faultsFit,
  solutionsAnswer,
  commandsShown,
  windowsSuffice,
  filesExist,
];

/** Everything that is wrong with a lesson whose form is right, in the order of its file. */
export const checkLesson = (subject: LessonSubject, source: Source): Problem[] =>
  inOrder(
    lessonRules.flatMap(({ name, check }) =>
      [...check(subject)].map((breach) => problemOf(breach, name, source, subject.lesson.bodyLine)),
    ),
  );

/** A breach with its place in the file. */
export const problemOf = (
  { at, message, advice }: LessonBreach,
  rule: string,
  source: Source,
  bodyLine: number,
): Problem => ({
  ...('path' in at
    ? source.positionOf(at.path, 'value')
    : { file: source.name, line: bodyLine + at.line, column: 1 }),
  severity: 'error',
  rule,
  message,
  advice,
});

export const inOrder = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
