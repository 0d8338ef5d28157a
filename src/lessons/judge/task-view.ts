import { conditionFound } from '../checks/condition.ts';
import type { Facts } from '../checks/facts.ts';
import { judgeAnswer } from '../checks/question.ts';
import { type Lesson, type QuestionCheck, questionsOf, type Task } from '../format/lesson.ts';
import { hintAfterSeconds, windowSeconds } from './deeds.ts';
import type { LessonState } from './lesson-state.ts';

/** A task as a learner sees it: nothing in it gives an answer away. */
export interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly kind: Task['kind'];
  readonly state: 'locked' | 'open' | 'passed';
  readonly questions: readonly QuestionView[];
  /** One for each check that is no question. */
  readonly lamps: readonly { readonly holds: boolean; readonly text: string }[];
  /** What is probably wrong. */
  readonly diagnosis?: string;
  /** The learner said that it is done, and there are so many seconds left for it to show. 0: it did not show. */
  readonly secondsLeft?: number;
  readonly hints: {
    readonly opened: readonly string[];
    readonly left: number;
    readonly nextAfterSeconds: number;
  };
  /** Present when it was passed. */
  readonly solution?: string;
  readonly solvedBy?: 'learner' | 'program';
}

export type QuestionView =
  | {
      readonly kind: 'choices';
      readonly text: string;
      readonly choices: readonly string[];
      readonly given?: { readonly choice: number; readonly isCorrect: boolean; readonly because: string };
    }
  | {
      readonly kind: 'number';
      readonly text: string;
      readonly unit: string;
      /** `isCorrect` is null as long as what it is compared with was not measured. */
      readonly given?: {
        readonly number: number;
        readonly isCorrect: boolean | null;
        readonly because: string;
      };
    };

/** All tasks of a lesson that was judged, as a learner sees them. */
export const taskViews = (lesson: Lesson, state: LessonState, facts: Facts | null, now: number): TaskView[] =>
  lesson.tasks.map((task) => taskView(task, state, facts, now));

function taskView(task: Task, state: LessonState, facts: Facts | null, now: number): TaskView {
  const { id, title, kind, checks, hints, solution } = task;
  const progress = state.progress.tasks[id];
  const isPassed = progress !== undefined && progress.passedAt !== null;
  const isOpen = progress !== undefined && progress.openedAt !== null && !isPassed;
  const lamps = checks.flatMap((check, index) => {
    const lamp = state.lamps[id]?.[index];
    if (check.kind === 'question') return [];
    const holds = lamp?.holds ?? false;
    const failure = holds ? undefined : check.fail;
    return [{ holds, text: [failure, lamp?.text].filter((text) => text !== undefined).join(' ') }];
  });
  const diagnosis = isOpen && facts ? diagnosisOf(task, facts, progress.openedAt ?? 0) : undefined;
  const askedAt = state.askedAt[id];
  return {
    id,
    title,
    kind,
    state: isPassed ? 'passed' : isOpen ? 'open' : 'locked',
    questions: questionsOf(task).map((question) => questionView(question, state, id, facts)),
    lamps,
    ...(diagnosis !== undefined && { diagnosis }),
    ...(isOpen &&
      askedAt !== undefined && {
        secondsLeft: Math.max(0, Math.ceil((askedAt + windowSeconds(task) * 1000 - now) / 1000)),
      }),
    hints: {
      opened: hints.slice(0, progress?.hintsOpened ?? 0).map(({ text }) => text),
      left: hints.length - (progress?.hintsOpened ?? 0),
      nextAfterSeconds: hintAfterSeconds(task, state, now) ?? 0,
    },
    ...(isPassed && { solution: solution.text, solvedBy: progress.solvedBy ?? 'learner' }),
  };
}

const diagnosisOf = ({ diagnose }: Task, facts: Facts, since: number): string | undefined =>
  diagnose.find(({ when }) => conditionFound(when, facts, since).holds)?.say;

function questionView(
  { number, question }: QuestionCheck,
  { progress }: LessonState,
  id: string,
  facts: Facts | null,
): QuestionView {
  const given = progress.tasks[id]?.answers[number];
  const judged = given && judgeAnswer(question, given.answer, facts ?? { trials: [] }, given.at);
  if (question.kind === 'choices') {
    const choice = given?.answer.kind === 'choice' ? given.answer.choice : undefined;
    return {
      kind: 'choices',
      text: question.text,
      choices: question.choices.map(({ text }) => text),
      ...(judged &&
        choice !== undefined && {
          given: { choice, isCorrect: judged.isRight ?? false, because: judged.because },
        }),
    };
  }
  const value = given?.answer.kind === 'number' ? given.answer.number : undefined;
  return {
    kind: 'number',
    text: question.text,
    unit: question.unit,
    ...(judged &&
      value !== undefined && {
        given: { number: value, isCorrect: judged.isRight, because: judged.because },
      }),
  };
}
