import { actionsOf, faultWish } from '../actions/actions-of.ts';
import type { FrontMatter } from './front-matter.ts';
import type { Check, Condition, Lesson, Question, Task } from './lesson.ts';
import type { WrittenCondition } from './written-conditions.ts';
import type { WrittenLesson } from './written-lesson.ts';
import type { WrittenCheck, WrittenQuestion, WrittenTask } from './written-task.ts';

/** Fills in the defaults of a lesson whose form is right. */
export function resolveLesson(written: WrittenLesson, { body, bodyLine }: FrontMatter): Lesson {
  const { id, title, summary, profile, level, minutes, objectives, reset } = written;
  return {
    id,
    title,
    summary,
    lab: written.design === undefined ? { name: written.lab ?? '' } : { design: written.design },
    profile,
    level,
    minutes,
    objectives,
    after: written.after ?? [],
    start: (written.start ?? []).map((one) => ({ ...faultWish(one), isHidden: one.hidden ?? false })),
    reset,
    tasks: written.tasks.map(taskOf),
    body,
    bodyLine,
  };
}

function taskOf({ id, title, kind, needs, checks, diagnose, hints, solution }: WrittenTask): Task {
  let questions = 0;
  const resolved = checks.map((one) => checkOf(one, () => questions++));
  const asked = resolved.flatMap((check) => (check.kind === 'question' ? [check.question] : []));
  return {
    id,
    title,
    kind,
    needs: needs ?? [],
    checks: resolved,
    diagnose: (diagnose ?? []).map(({ when, say }) => ({ when: conditionOf(when), say })),
    hints: (hints ?? []).map((hint) => (typeof hint === 'string' ? { text: hint, afterSeconds: 0 } : hint)),
    solution: { text: solution.text, steps: actionsOf(solution.do, asked) },
  };
}

function checkOf(
  { answer, within, for: lasting, fail, ...condition }: WrittenCheck,
  next: () => number,
): Check {
  const failure = fail === undefined ? {} : { fail };
  if (answer) return { kind: 'question', number: next(), question: questionOf(answer), ...failure };
  const resolved = conditionOf(condition);
  return {
    kind: 'condition',
    condition: resolved,
    within: within ?? (isMeasured(resolved) ? measuredWithin : liveWithin),
    for: lasting ?? 0,
    ...failure,
  };
}

/** Seconds: a change shows within this time. */
const liveWithin = 30;
/** Seconds: a trial takes longer. */
const measuredWithin = 120;

function isMeasured(condition: Condition): boolean {
  switch (condition.kind) {
    case 'measured':
      return true;
    case 'not':
      return isMeasured(condition.of);
    case 'any':
    case 'all':
      return condition.of.some(isMeasured);
    default:
      return false;
  }
}

/** A condition of which the form says that it is about exactly one thing. */
export function conditionOf(written: WrittenCondition): Condition {
  const { tunnel, session, route, holder, redundancy, fault, measured, timer, not, any, all } = written;
  if (tunnel) return { kind: 'tunnel', of: tunnel };
  if (session) return { kind: 'session', of: session };
  if (route) return { kind: 'route', of: route };
  if (holder) return { kind: 'holder', of: holder };
  if (redundancy) return { kind: 'redundancy', of: redundancy };
  if (fault) return { kind: 'fault', of: fault };
  if (measured) return { kind: 'measured', of: measured };
  if (timer) return { kind: 'timer', of: timer };
  if (not) return { kind: 'not', of: conditionOf(not) };
  if (any) return { kind: 'any', of: any.map(conditionOf) };
  return { kind: 'all', of: (all ?? []).map(conditionOf) };
}

function questionOf({ question: text, choices, number }: WrittenQuestion): Question {
  if (!number) {
    return {
      kind: 'choices',
      text,
      choices: (choices ?? []).map((one) => ({
        text: one.text,
        isCorrect: one.correct ?? false,
        because: one.because,
      })),
    };
  }
  const { unit, tolerance, because, equals, measured, of } = number;
  const common = { text, unit, tolerance, ...(because !== undefined && { because }) };
  return measured === undefined
    ? { kind: 'number', ...common, equals: equals ?? 0 }
    : { kind: 'prediction', ...common, measured, ...(of && { of }) };
}
