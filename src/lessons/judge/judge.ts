import { conditionFound } from '../checks/condition.ts';
import type { Facts, Found } from '../checks/facts.ts';
import { judgeAnswer } from '../checks/question.ts';
import type { Check, Lesson, Task } from '../format/lesson.ts';
import { type Lamp, type LessonState, withTask } from './lesson-state.ts';
import type { TaskProgress } from './progress.ts';

/**
 * Looks at the facts, and says how the lesson stands. There are two clocks: a lamp shows what is now, and a task that was
 * passed stays passed, else the next task's fault would take it back. To be called whenever facts change, and once a
 * second for checks that have to hold for a while.
 *
 * @param facts null: the lab is not up
 * @param now ms since 1970, by the clock of the facts
 */
export function judge(lesson: Lesson, state: LessonState, facts: Facts | null, now: number): LessonState {
  return lesson.tasks.reduce((before, task) => judgeTask(task, before, facts, now), state);
}

function judgeTask(task: Task, before: LessonState, facts: Facts | null, now: number): LessonState {
  const state = opened(task, before, now);
  const progress = state.progress.tasks[task.id];
  if (!progress || progress.openedAt === null) return state;
  const lamps = task.checks.map((check, index) =>
    lampOf(check, state.lamps[task.id]?.[index], { progress, facts, now }),
  );
  const lit = { ...state, lamps: { ...state.lamps, [task.id]: lamps } };
  if (progress.passedAt !== null || lamps.some(({ holds }) => !holds)) return lit;
  return withTask(lit, task.id, {
    passedAt: now,
    solvedBy: progress.isBeingSolved ? 'program' : 'learner',
    isBeingSolved: false,
  });
}

/** Opens a task when all that it needs are passed: what was done before does not count for it. */
function opened({ id, needs }: Task, state: LessonState, now: number): LessonState {
  const { tasks } = state.progress;
  const isPassed = (other: string) => (tasks[other]?.passedAt ?? null) !== null;
  return tasks[id]?.openedAt === null && needs.every(isPassed)
    ? withTask(state, id, { openedAt: now })
    : state;
}

interface Situation {
  readonly progress: TaskProgress;
  readonly facts: Facts | null;
  readonly now: number;
}

function lampOf(check: Check, before: Lamp | undefined, situation: Situation): Lamp {
  const found = foundBy(check, situation);
  const { now } = situation;
  const since = found.holds ? (before?.since ?? now) : null;
  const wanted = check.kind === 'condition' ? check.for * 1000 : 0;
  return { since, text: found.text, holds: since !== null && now - since >= wanted };
}

function foundBy(check: Check, { progress, facts }: Situation): Found {
  if (check.kind === 'condition') {
    return facts
      ? conditionFound(check.condition, facts, progress.openedAt ?? 0)
      : { holds: false, text: 'The lab is not up.' };
  }
  const given = progress.answers[check.number];
  if (!given) return { holds: false, text: 'There is no answer yet.' };
  const { isAccepted, because } = judgeAnswer(
    check.question,
    given.answer,
    facts ?? { trials: [] },
    given.at,
  );
  return { holds: isAccepted, text: because };
}
