import test from 'ava';
import type { Facts } from '../../src/lessons/checks/facts.ts';
import { readLessonText } from '../../src/lessons/format/read-lesson.ts';
import { ask, beginSolving, giveAnswer, openHint } from '../../src/lessons/judge/deeds.ts';
import { judge } from '../../src/lessons/judge/judge.ts';
import { beginLesson, type LessonState, resumeLesson } from '../../src/lessons/judge/lesson-state.ts';
import { isFirstTry, progressSchema } from '../../src/lessons/judge/progress.ts';
import { taskViews } from '../../src/lessons/judge/task-view.ts';
import { crashTrial, factsOf } from './facts.ts';
import { lessonText } from './lesson-text.ts';

const reading = readLessonText(lessonText, 'lesson.md');
if (!reading.ok) throw new Error('The lesson of the tests is wrong.');
const { lesson } = reading.content;
const whole = factsOf('dual-redundancy');
const broken = factsOf('dual-redundancy', { without: ['vnet1gw-0'] });
const measured: Facts = { ...whole, trials: [{ ...crashTrial, at: 5000 }] };
const key = 'dual-redundancy/small';
const begun = judge(lesson, beginLesson(lesson, key, 1000), whole, 1000);
const passedFirst = [5000, 8000].reduce((state, now) => judge(lesson, state, measured, now), begun);
const stateOf = (state: LessonState) => taskViews(lesson, state, whole, 9000).map((task) => task.state);

test('a task is open at the beginning, and those that need it are locked', (t) => {
  t.deepEqual(stateOf(begun), ['open', 'locked']);
  t.deepEqual(
    begun.lamps.first?.map(({ holds }) => holds),
    [false, false],
  );
});

test('a condition has to hold as long as it says, without a break', (t) => {
  t.true(judge(lesson, begun, whole, 4000).lamps.first?.[1]?.holds);
  const interrupted = judge(lesson, judge(lesson, begun, broken, 2000), whole, 3000);
  t.false(judge(lesson, interrupted, whole, 5900).lamps.first?.[1]?.holds);
  t.true(judge(lesson, interrupted, whole, 6000).lamps.first?.[1]?.holds);
});

test('a task passes when all checks hold at once, opens the next one, and stays passed', (t) => {
  t.deepEqual(stateOf(passedFirst), ['passed', 'open']);
  const later = judge(lesson, passedFirst, broken, 9000);
  t.deepEqual(stateOf(later), ['passed', 'open']);
  t.false(later.lamps.first?.[1]?.holds);
  t.like(later.progress.tasks.first, { solvedBy: 'learner', openedAt: 1000, passedAt: 5000 });
});

const right = (state: LessonState) =>
  judge(
    lesson,
    giveAnswer(
      lesson,
      giveAnswer(lesson, state, { task: 'second', question: 0, answer: { kind: 'choice', choice: 1 } }, 9000),
      { task: 'second', question: 1, answer: { kind: 'number', number: 2 } },
      9000,
    ),
    null,
    9000,
  );

test('right answers pass a task also without a lab, and the first try is one', (t) => {
  const done = right(passedFirst).progress.tasks.second;
  t.truthy(done?.passedAt);
  t.true(done && isFirstTry(done));
});

test('a wrong answer says why, and is counted', (t) => {
  const wrong = judge(
    lesson,
    giveAnswer(
      lesson,
      passedFirst,
      { task: 'second', question: 0, answer: { kind: 'choice', choice: 0 } },
      8500,
    ),
    whole,
    8500,
  );
  const [question] = taskViews(lesson, wrong, whole, 8500)[1]?.questions ?? [];
  t.deepEqual(question?.given, { choice: 0, isCorrect: false, because: 'There are more.' });
  const done = right(wrong).progress.tasks.second;
  t.like(done, { wrongAnswers: 1, solvedBy: 'learner' });
  t.false(done && isFirstTry(done));
});

test('answers to a locked task, or to a question that is not there, change nothing', (t) => {
  const answer = { kind: 'number', number: 2 } as const;
  t.is(giveAnswer(lesson, begun, { task: 'second', question: 1, answer }, 2000), begun);
  t.is(giveAnswer(lesson, passedFirst, { task: 'second', question: 7, answer }, 9000), passedFirst);
  t.is(giveAnswer(lesson, begun, { task: 'no', question: 0, answer }, 2000), begun);
});

test('hints open one after the other, each after its time', (t) => {
  const one = openHint(lesson, passedFirst, 'second', 9000);
  const view = (state: LessonState, now: number) => taskViews(lesson, state, whole, now)[1]?.hints;
  t.deepEqual(view(one, 10_000), { opened: ['Count'], left: 1, nextAfterSeconds: 59 });
  t.is(openHint(lesson, one, 'second', 68_000), one);
  const two = openHint(lesson, one, 'second', 69_000);
  t.deepEqual(view(two, 70_000), { opened: ['Count', 'Count again'], left: 0, nextAfterSeconds: 0 });
  t.is(openHint(lesson, two, 'second', 99_000), two);
});

test('what passes while the program solves it, the program solved', (t) => {
  const solved = right(beginSolving(lesson, passedFirst, 'second'));
  t.like(solved.progress.tasks.second, { solvedBy: 'program', isBeingSolved: false });
});

test('whoever says that it is done sees how long it may still take', (t) => {
  const asked = ask(begun, 'first', 2000);
  const left = (now: number) => taskViews(lesson, asked, whole, now)[0]?.secondsLeft;
  t.deepEqual([left(2000), left(60_000), left(999_000)], [120, 62, 0]);
});

test('a diagnosis is the first one that fits, and only while the task is open', (t) => {
  const diagnosed = {
    ...lesson,
    tasks: lesson.tasks.map((task) => ({
      ...task,
      diagnose: [
        { when: { kind: 'redundancy', of: 'missing' } as const, say: 'Something is missing.' },
        { when: { kind: 'redundancy', of: 'full' } as const, say: 'Nothing is broken yet.' },
      ],
    })),
  };
  const said = (state: LessonState, facts: Facts) =>
    taskViews(diagnosed, state, facts, 9000).map(({ diagnosis }) => diagnosis);
  t.deepEqual(said(begun, broken), ['Something is missing.', undefined]);
  t.deepEqual(said(passedFirst, whole), [undefined, 'Nothing is broken yet.']);
});

test('progress is plain JSON from which a lesson goes on', (t) => {
  const saved = progressSchema.parse(JSON.parse(JSON.stringify(passedFirst.progress)));
  t.deepEqual(saved, passedFirst.progress);
  t.deepEqual(stateOf(judge(lesson, resumeLesson(lesson, saved), whole, 9000)), ['passed', 'open']);
  const older = { ...saved, tasks: { gone: saved.tasks.first ?? t.fail() } };
  t.deepEqual(stateOf(judge(lesson, resumeLesson(lesson, progressSchema.parse(older)), whole, 9000)), [
    'open',
    'locked',
  ]);
});

test('a view gives no answer away', (t) => {
  const text = JSON.stringify(taskViews(lesson, passedFirst, whole, 9000)[1]);
  t.notRegex(text, /correct|Two times two|solution|"equals"/);
});
