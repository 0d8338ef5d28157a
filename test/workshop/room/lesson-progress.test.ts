import test from 'ava';
import type { QuestionView } from '../../../src/workshop/protocol/lesson.ts';
import {
  minutesBetween,
  onStepSince,
  progressOf,
  stepOf,
} from '../../../src/workshop/room/lesson-progress.ts';
import { at, lesson, task } from './support.ts';

const question = (isCorrect?: boolean): QuestionView => ({
  kind: 'choices',
  text: 'Which?',
  choices: ['a', 'b'],
  ...(isCorrect !== undefined && { given: { choice: 0, isCorrect, because: '' } }),
});

test('a learner is at the first open task since the one before was passed', (t) => {
  const first = progressOf(lesson(task('look', 'open'), task('break', 'open')), undefined, at(0));
  t.is(stepOf(first)?.id, 'look');
  t.is(onStepSince(first), at(0));
  const second = progressOf(lesson(task('look', 'passed'), task('break', 'open')), first, at(7));
  t.is(stepOf(second)?.id, 'break');
  t.is(onStepSince(second), at(7));
  t.is(minutesBetween(onStepSince(second) ?? '', at(12)), 5);
  const last = progressOf(lesson(task('look', 'passed'), task('break', 'passed')), second, at(20));
  t.is(stepOf(last), undefined);
  t.is(onStepSince(last), undefined);
  t.deepEqual(
    last.tasks.map(({ openedAt, passedAt }) => [openedAt, passedAt]),
    [
      [at(0), at(7)],
      [at(0), at(20)],
    ],
  );
});

test('a wrong answer is remembered when it was put right', (t) => {
  const asked = progressOf(lesson(task('find', 'open', { questions: [question()] })), undefined, at(0));
  t.is(asked.tasks[0]?.wrongAnswer, false);
  const wrong = progressOf(lesson(task('find', 'open', { questions: [question(false)] })), asked, at(1));
  const right = progressOf(lesson(task('find', 'passed', { questions: [question(true)] })), wrong, at(2));
  t.is(right.tasks[0]?.wrongAnswer, true);
  t.is(progressOf(lesson(task('do', 'open')), undefined, at(0)).tasks[0]?.wrongAnswer, null);
});

test('of lamps only the light is kept, of hints the number', (t) => {
  const view = lesson(
    task('do', 'open', {
      lamps: [
        { holds: true, text: 'vnet1gw-0--device1 is up' },
        { holds: false, text: 'device2 has one next hop of 2' },
      ],
      hints: { opened: ['Look at device2.'], left: 1, nextAfterSeconds: 0 },
    }),
  );
  t.like(progressOf(view, undefined, at(0)).tasks[0], { lamps: [true, false], hints: 1, solvedBy: null });
});
