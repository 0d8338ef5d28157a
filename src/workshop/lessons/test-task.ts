import { setTimeout as pause } from 'node:timers/promises';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { questionsOf, type Task } from '../../lessons/format/lesson.ts';
import { windowSeconds } from '../../lessons/judge/deeds.ts';
import type { TaskView } from '../protocol/lesson.ts';
import type { TaskOutcome } from './lesson-outcome.ts';
import type { LessonSession } from './lesson-session.ts';
import { type FurtherSteps, type SolvingLab, solveTask } from './solve-task.ts';

const lookMs = 200;

export interface TaskTest {
  readonly session: LessonSession;
  readonly lab: SolvingLab;
  readonly further: FurtherSteps;
  readonly signal: AbortSignal;
}

/**
 * Proves a task: it is open, its checks do not all hold before, a wrong answer is no pass, and its solution passes it within
 * the windows of its checks.
 *
 * @throws the reason of the signal
 */
export async function testTask(task: Task, test: TaskTest): Promise<TaskOutcome> {
  const { session, signal } = test;
  const problems: string[] = [];
  const viewed = () => viewOf(session, task);
  const from = performance.now();
  const ended = () => ({
    task: task.id,
    title: task.title,
    seconds: (performance.now() - from) / 1000,
    found: viewed().lamps.map(({ text }) => text),
    problems,
  });
  const before = viewed();
  if (before.state === 'locked') {
    problems.push('It is locked: a task that it needs was not passed.');
    return ended();
  }
  if (before.state === 'passed') problems.push('It passed before anything was done for it.');
  problems.push(...hintProblems(task, session), ...wrongAnswers(task, session));
  try {
    await solveTask(session, task.id, test.lab, test.further);
    await untilPassed(task, test);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SwitchoverError)) throw error;
    problems.push(`The solution could not be done: ${error.message}`);
    return ended();
  }
  if (viewed().state !== 'passed') problems.push(...missesOf(task, viewed()));
  return ended();
}

async function untilPassed(task: Task, { session, signal }: TaskTest): Promise<void> {
  const deadline = performance.now() + windowSeconds(task) * 1000;
  while (viewOf(session, task).state !== 'passed' && performance.now() < deadline) {
    signal.throwIfAborted();
    await pause(lookMs);
  }
}

/** Hints that can be opened at once have to open. */
function hintProblems({ id, hints }: Task, session: LessonSession): string[] {
  const now = hints.findIndex(({ afterSeconds }) => afterSeconds > 0);
  const free = now === -1 ? hints.length : now;
  for (let hint = 0; hint < free; hint++) session.openHint(id);
  const opened = session.look().tasks.find((one) => one.id === id)?.hints.opened.length;
  return opened === free ? [] : [`${opened} of ${free} hints could be opened.`];
}

/** Gives every wrong choice, and a wrong number: none of them may be right, or pass the task. */
function wrongAnswers(task: Task, session: LessonSession): string[] {
  return questionsOf(task).flatMap(({ number, question }) => {
    if (question.kind === 'prediction') return [];
    const wrong =
      question.kind === 'number'
        ? [question.equals + 2 * question.tolerance + 1]
        : question.choices.flatMap(({ isCorrect }, choice) => (isCorrect ? [] : [choice]));
    return wrong.flatMap((answer) => {
      session.answer(task.id, number, answer);
      const { state, questions } = viewOf(session, task);
      const isRight = state === 'passed' || questions[number]?.given?.isCorrect !== false;
      return isRight ? [`The wrong answer ${answer} to question ${number + 1} counts as right.`] : [];
    });
  });
}

function missesOf({ checks }: Task, { lamps, questions }: TaskView): string[] {
  const conditions = checks.filter(({ kind }) => kind === 'condition');
  const dark = lamps.flatMap(({ holds, text }, index) =>
    holds ? [] : [`Check ${index + 1} of ${conditions.length} does not hold after the solution: ${text}`],
  );
  const open = questions.flatMap(({ given, text }) =>
    given === undefined || given.isCorrect === false ? [`The solution has no right answer to: ${text}`] : [],
  );
  return dark.length + open.length > 0
    ? [...dark, ...open]
    : ['It did not pass, although all checks hold now.'];
}

function viewOf(session: LessonSession, { id }: Task): TaskView {
  const view = session.look().tasks.find((one) => one.id === id);
  if (!view) throw new Error(`The lesson has no task ${id}.`);
  return view;
}
