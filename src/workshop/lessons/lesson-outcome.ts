import type { ErrorKind } from '../../base/errors/switchover-error.ts';
import type { Lesson } from '../../lessons/format/lesson.ts';

/** What `lesson test` found of a lesson. */
export interface LessonOutcome {
  /** As `lab/id`. */
  readonly lesson: string;
  readonly startedAt: string;
  /** With the bring-up and the removal of its lab. */
  readonly seconds: number;
  readonly tasks: readonly TaskOutcome[];
  /** Absent: it did not come to that. */
  readonly reset?: { readonly how: Lesson['reset']; readonly seconds: number; readonly problem?: string };
  /** Why the lesson could not be tested to its end. */
  readonly error?: { readonly kind: ErrorKind; readonly message: string };
}

export interface TaskOutcome {
  readonly task: string;
  readonly title: string;
  /** From its solution until it was passed. */
  readonly seconds: number;
  /** What its checks found in the end. */
  readonly found: readonly string[];
  /** Empty: the task is as it should be. */
  readonly problems: readonly string[];
}

/** Whether everything of a lesson is as it should be. */
export const isSound = ({ tasks, reset, error }: LessonOutcome): boolean =>
  error === undefined &&
  reset !== undefined &&
  reset.problem === undefined &&
  tasks.every(({ problems }) => problems.length === 0);
