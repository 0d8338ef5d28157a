import type { Answer } from '../actions/action.ts';
import { judgeAnswer } from '../checks/question.ts';
import { type Lesson, questionsOf, type Task } from '../format/lesson.ts';
import { type LessonState, withTask } from './lesson-state.ts';

/** What a learner does in a lesson. Each gives a new state, which has to be judged; what cannot be done changes nothing. */

/** Answers a question of an open task, again if need be. */
export function giveAnswer(
  lesson: Lesson,
  state: LessonState,
  given: { readonly task: string; readonly question: number; readonly answer: Answer },
  now: number,
): LessonState {
  const task = openTask(lesson, state, given.task);
  const question = task && questionsOf(task)[given.question]?.question;
  const progress = state.progress.tasks[given.task];
  if (!question || !progress || progress.passedAt !== null) return state;
  const { isAccepted } = judgeAnswer(question, given.answer, { trials: [] }, now);
  return withTask(state, given.task, {
    wrongAnswers: progress.wrongAnswers + (isAccepted ? 0 : 1),
    answers: progress.answers.map((before, index) =>
      index === given.question ? { answer: given.answer, at: now, isFirst: before === null } : before,
    ),
  });
}

/** Opens the next hint, if its time has come. */
export function openHint(lesson: Lesson, state: LessonState, id: string, now: number): LessonState {
  const task = openTask(lesson, state, id);
  const progress = state.progress.tasks[id];
  if (!task || !progress || hintAfterSeconds(task, state, now) !== 0) return state;
  return withTask(state, id, { hintsOpened: progress.hintsOpened + 1, lastHintAt: now });
}

/** Opens a task that waits for others, because the trainer goes on there with everybody. */
export const openStep = (state: LessonState, id: string, now: number): LessonState =>
  state.progress.tasks[id]?.openedAt === null ? withTask(state, id, { openedAt: now }) : state;

/** In how many seconds the next hint can be opened; null: there is none. */
export function hintAfterSeconds(task: Task, { progress }: LessonState, now: number): number | null {
  const own = progress.tasks[task.id];
  const hint = own && task.hints[own.hintsOpened];
  if (!hint) return null;
  const from = own.lastHintAt ?? own.openedAt ?? now;
  return Math.max(0, Math.ceil((from + hint.afterSeconds * 1000 - now) / 1000));
}

/** The program begins to solve a task for the learner: when it passes, the program did it. */
export const beginSolving = (lesson: Lesson, state: LessonState, id: string): LessonState =>
  openTask(lesson, state, id) && state.progress.tasks[id]?.passedAt === null
    ? withTask(state, id, { isBeingSolved: true })
    : state;

/** The program gave up, or was stopped. */
export const endSolving = (state: LessonState, id: string): LessonState =>
  withTask(state, id, { isBeingSolved: false });

/** The learner says that a task is done: its checks have to hold within their windows from now on. */
export const ask = (state: LessonState, id: string, now: number): LessonState => ({
  ...state,
  askedAt: { ...state.askedAt, [id]: now },
});

/** Seconds until all checks of a task have to hold, from the moment when everything for it was done. */
export const windowSeconds = ({ checks }: Pick<Task, 'checks'>): number =>
  Math.max(...checks.map((check) => (check.kind === 'condition' ? check.within + check.for : 0)));

function openTask({ tasks }: Lesson, { progress }: LessonState, id: string): Task | undefined {
  const isOpen = (progress.tasks[id]?.openedAt ?? null) !== null;
  return isOpen ? tasks.find((task) => task.id === id) : undefined;
}
