import test from 'ava';
import { formatProblems } from '../../src/definition/problems/format-problems.ts';
import { readLessonText } from '../../src/lessons/format/read-lesson.ts';
import { lessonText } from './lesson-text.ts';

const read = (change: (text: string) => string = (text) => text) => {
  const reading = readLessonText(change(lessonText), 'lesson.md');
  return reading.ok ? 'no problems' : formatProblems(reading.problems);
};

test('a lesson is read with its defaults, and with the kinds of its checks and actions', (t) => {
  const reading = readLessonText(lessonText, 'lesson.md');
  if (!reading.ok) return t.fail(formatProblems(reading.problems));
  const { lesson } = reading.content;
  t.like(lesson, {
    id: 'small',
    lab: { name: 'dual-redundancy' },
    profile: 'fast',
    reset: 'heal',
    start: [],
  });
  const [first, second] = lesson.tasks;
  t.like(first?.checks[0], { kind: 'condition', within: 120, for: 0, condition: { kind: 'measured' } });
  t.like(first?.checks[1], { within: 30, for: 3, condition: { kind: 'redundancy', of: 'full' } });
  t.deepEqual(first?.solution.steps, [
    { action: 'trial', fault: 'instance-crash', target: 'vnet1gw-0', parameters: {} },
  ]);
  t.like(second?.checks[1], { kind: 'question', number: 1, question: { kind: 'number', equals: 2 } });
  t.deepEqual(second?.hints[1], { text: 'Count again', afterSeconds: 60 });
  t.deepEqual(second?.solution.steps.slice(1), [
    { action: 'answer', question: 0, answer: { kind: 'choice', choice: 1 } },
    { action: 'answer', question: 1, answer: { kind: 'number', number: 2 } },
  ]);
  t.is(lesson.bodyLine, 35);
  t.true(lesson.body.startsWith('Crash [[vnet1gw-0]]'));
});

for (const [what, change, message] of [
  [
    'a check that is about two things',
    (text: string) =>
      text.replace('- redundancy: full', '- redundancy: full\n        tunnel: { name: all, state: up }'),
    /^lesson\.md:16:9 {2}error {2}several-at-once\n {4}Check number 2 is about tunnel and redundancy at once\./,
  ],
  [
    'a misspelt key inside of a condition',
    (text: string) => text.replace('- redundancy: full', '- not: { any: [{ redundency: full }] }'),
    /^lesson\.md:16:24 {2}error {2}unknown-property\n {4}Alternative number 1 has no property "redundency"\.\n {4}Did you mean redundancy\?\n\n1 error$/,
  ],
  [
    'an unknown mechanism',
    (text: string) => text.replace('decidedBy: dpd', 'decidedBy: dpt'),
    /Did you mean dpd\?/,
  ],
  [
    'a range that is never true',
    (text: string) => text.replace('{ atMost: 5 }', '{ atLeast: 6, atMost: 5 }'),
    /impossible-range/,
  ],
  ['no right choice', (text: string) => text.replace('correct: true, ', ''), /one-right-choice/],
  [
    'no lab',
    (text: string) => text.replace('lab: dual-redundancy\n', ''),
    /The lesson has neither lab nor design\./,
  ],
  ['no front matter', (text: string) => text.slice(4), /^lesson\.md:1:1 {2}error {2}no-front-matter/],
  [
    'an open front matter',
    (text: string) => text.replace('---\nCrash', 'Crash'),
    /The front matter does not end/,
  ],
  ['a file that is too large', (text: string) => text + 'x'.repeat(256 * 1024), /file-too-large/],
  [
    'a target without a fault',
    (text: string) => text.replace('{ answer: 2 }', '{ answer: 2, target: device1 }'),
    /has a target or parameters, and no fault/,
  ],
] as const) {
  test(`${what} is reported at its place`, (t) => t.regex(read(change), message));
}
