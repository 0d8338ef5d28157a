import type { LessonView, TaskView } from '../protocol/lesson.ts';
import type { LessonProgress, TaskProgress } from './room-state.ts';

/**
 * What a trainer sees of a lesson: how far it is, never what was typed.
 *
 * @param before of the same lesson; undefined: it was just started
 * @param at now, as an ISO date
 */
export function progressOf(view: LessonView, before: LessonProgress | undefined, at: string): LessonProgress {
  return {
    lab: view.lab,
    id: view.id,
    title: view.title,
    startedAt: before?.startedAt ?? at,
    tasks: view.tasks.map((task) =>
      taskProgress(
        task,
        before?.tasks.find(({ id }) => id === task.id),
        at,
      ),
    ),
  };
}

function taskProgress(task: TaskView, before: TaskProgress | undefined, at: string): TaskProgress {
  const isPassed = task.state === 'passed';
  return {
    id: task.id,
    title: task.title,
    state: task.state,
    lamps: task.lamps.map(({ holds }) => holds),
    hints: task.hints.opened.length,
    wrongAnswer: wrongAnswer(task, before),
    openedAt: before?.openedAt ?? (task.state === 'locked' ? null : at),
    passedAt: isPassed ? (before?.passedAt ?? at) : null,
    solvedBy: isPassed ? (task.solvedBy ?? 'learner') : null,
  };
}

/** An answer that came right in the end was wrong all the same. */
function wrongAnswer({ questions }: TaskView, before: TaskProgress | undefined): boolean | null {
  if (questions.length === 0) return null;
  return before?.wrongAnswer === true || questions.some(({ given }) => given?.isCorrect === false);
}

/** The task that a learner is at: the first open one. Undefined: all are passed. */
export const stepOf = ({ tasks }: LessonProgress): TaskProgress | undefined =>
  tasks.find(({ state }) => state === 'open');

/** Whole minutes from one moment to another. */
export const minutesBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));

/**
 * Since when the learner is at the present step: the later of its opening and the last passing. Several tasks can be open
 * from the beginning.
 */
export function onStepSince(progress: LessonProgress): string | undefined {
  const step = stepOf(progress);
  if (!step) return undefined;
  const passed = progress.tasks.flatMap(({ passedAt }) => (passedAt === null ? [] : [passedAt]));
  return [step.openedAt ?? progress.startedAt, ...passed].sort().at(-1);
}
