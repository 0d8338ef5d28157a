import type { Found } from '../checks/facts.ts';
import { type Lesson, questionsOf } from '../format/lesson.ts';
import type { Progress, TaskProgress } from './progress.ts';

/** A lesson in progress. Only the progress has to be saved: the lamps are found anew from the facts. */
export interface LessonState {
  readonly progress: Progress;
  /** A lamp for each check of each task that is open or passed, by the id of the task. */
  readonly lamps: Readonly<Record<string, readonly Lamp[]>>;
  /** When the learner said that a task is done: its checks have their windows from then on. */
  readonly askedAt: Readonly<Record<string, number>>;
}

/** A check as it is now. */
export interface Lamp extends Found {
  /** Since when its condition has held without a break. Null: it does not. */
  readonly since: number | null;
}

/**
 * A lesson at its beginning.
 *
 * @param key the lesson as `lab/id`
 * @param now ms since 1970
 */
export const beginLesson = (lesson: Lesson, key: string, now: number): LessonState =>
  resumeLesson(lesson, { format: 'switchover-progress/1', lesson: key, beganAt: now, tasks: {} });

/** A lesson from saved progress. Tasks that it did not know begin anew. */
export function resumeLesson(lesson: Lesson, progress: Progress): LessonState {
  const tasks = lesson.tasks.map((task): [string, TaskProgress] => {
    const saved = progress.tasks[task.id];
    const questions = questionsOf(task).length;
    return [task.id, saved?.answers.length === questions ? saved : untouched(questions)];
  });
  return { progress: { ...progress, tasks: Object.fromEntries(tasks) }, lamps: {}, askedAt: {} };
}

const untouched = (questions: number): TaskProgress => ({
  openedAt: null,
  passedAt: null,
  solvedBy: null,
  isBeingSolved: false,
  wrongAnswers: 0,
  hintsOpened: 0,
  lastHintAt: null,
  answers: Array.from({ length: questions }, () => null),
});

/** The state with one task changed. */
export function withTask(state: LessonState, id: string, change: Partial<TaskProgress>): LessonState {
  const task = state.progress.tasks[id];
  if (!task) return state;
  const tasks = { ...state.progress.tasks, [id]: { ...task, ...change } };
  return { ...state, progress: { ...state.progress, tasks } };
}
