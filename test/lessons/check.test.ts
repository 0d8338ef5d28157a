import test from 'ava';
import { profileNamed } from '../../src/definition/profile.ts';
import { checkLesson, lessonRules } from '../../src/lessons/check/check-lesson.ts';
import { checkTranslation } from '../../src/lessons/check/check-translation.ts';
import { readLessonText, readTranslationText } from '../../src/lessons/format/read-lesson.ts';
import { bodyFacts } from '../../src/lessons/markdown/body-facts.ts';
import { buildTopology } from '../../src/topology/build-topology.ts';
import { labDefinition } from '../topology/lab-topology.ts';
import { lessonText } from './lesson-text.ts';

/** What is wrong with a lesson, each as `line:column rule message`. */
function problemsOf(text: string, lab = 'dual-redundancy'): string[] {
  const reading = readLessonText(text, 'lesson.md');
  if (!reading.ok) return reading.problems.map(({ rule, message }) => `form: ${rule} ${message}`);
  const { lesson, written } = reading.content;
  const definition = labDefinition(lab);
  return checkLesson(
    {
      lesson,
      written,
      body: bodyFacts(lesson.body),
      definition,
      topology: buildTopology(definition, profileNamed(lesson.profile)),
      folder: 'small',
      files: ['lesson.md', 'way.svg'],
      lessons: ['dual-redundancy/first-look'],
    },
    reading.source,
  ).map(({ line, column, rule, message, advice }) => `${line}:${column} ${rule} ${message} ${advice}`);
}

const check = (wanted: string) => (text: string) => text.replace('- redundancy: full', `- ${wanted}`);

test('a lesson in order has no problems', (t) => t.deepEqual(problemsOf(lessonText), []));

const cases: readonly (readonly [string, (text: string) => string, RegExp])[] = [
  [
    'an unknown tunnel',
    check('tunnel: { name: vnet1gw-0--device3, state: up }'),
    /^16:25 unknown-name The lab has no tunnel "vnet1gw-0--device3"\. Did you mean vnet1gw-0--device[12]\?$/,
  ],
  [
    'an unknown node of a session',
    check('session: { at: device9, peer: vnet1gw-0, state: down }'),
    /unknown-name The lab has no node "device9"/,
  ],
  [
    'a session that is none',
    check('session: { at: device1, peer: device2, state: down }'),
    /no BGP session between device1 and "device2"/,
  ],
  [
    'an unknown network',
    check('route: { at: device1, to: TestVNet9, absent: true }'),
    /no network "TestVNet9"\. Did you mean TestVNet1\?/,
  ],
  [
    'a route that a snapshot has not',
    check('route: { at: device1, prefix: 10.99.0.0/16, absent: true }'),
    /no route that device1 needs/,
  ],
  [
    'an address that does not move',
    check('holder: { gateway: VNet1GW, instance: 0 }'),
    /no gateway with an address that moves, "VNet1GW"/,
  ],
  [
    'an unknown connection',
    check('timer: { connection: VNet1toSite6, dpdSeconds: { atMost: 3 } }'),
    /no connection "VNet1toSite6"/,
  ],
  [
    'a name inside of not and any',
    check('not: { any: [{ tunnel: { name: x, state: up } }] }'),
    /no tunnel "x"/,
  ],
  [
    'a fault that does not fit its target',
    check('fault: { name: device-crash, target: vnet1gw-0, state: active }'),
    /^16:46 unfit-fault vnet1gw-0 is not a device/,
  ],
  [
    'parameters of another fault',
    check('fault: { name: device-crash, with: { only: esp }, state: active }'),
    /unfit-fault device-crash has no parameter only/,
  ],
  [
    'the active instance of an active-active gateway',
    check('fault: { name: instance-crash, target: active, state: active }'),
    /no active-standby gateway/,
  ],
  [
    'a fault of the start that does not fit',
    (text) => text.replace('tasks:\n', 'start: [{ fault: tunnel-delete, target: device1 }]\ntasks:\n'),
    /^10:41 unfit-fault/,
  ],
  [
    'a fault of a solution that does not fit',
    (text) =>
      text.replace(
        'trial: { fault: instance-crash, target: vnet1gw-0 }',
        'trial: { fault: instance-crash, target: device1 }',
      ),
    /unfit-fault device1 is not a gateway instance/,
  ],
  [
    'a task without text',
    (text) => text.replace('::: task first\nDo it.\n:::\n', ''),
    /^11:9 task-and-text Task first has no text/,
  ],
  [
    'a text without task',
    (text) => text.replace('::: task first', '::: task frist'),
    /task-and-text The lesson has no task "frist"/,
  ],
  [
    'tasks in another order',
    (text) =>
      text
        .replace('::: task first', '::: task x')
        .replace('::: task second', '::: task first')
        .replace('::: task x', '::: task second'),
    /^37:1 task-and-text The text of task second is at the place of first/,
  ],
  ['two texts for a task', (text) => `${text}\n::: task first\n:::\n`, /Task first has two texts/],
  [
    'a need that comes later',
    (text) => text.replace('needs: [first]', 'needs: [third]'),
    /needs "third", which is no task before it/,
  ],
  [
    'a command that is not shown',
    (text) => text.replace('command: ip route', 'command: reboot'),
    /command-not-shown The body does not show this command for device1/,
  ],
  [
    'a command that is shown for another node',
    (text) => text.replace('{at=device1 run}', '{at=device2 run}'),
    /command-not-shown/,
  ],
  [
    'an answer that is missing',
    (text) => text.replace(', { answer: 2 }', ''),
    /has 2 questions, and its solution 1 answers/,
  ],
  [
    'an answer that is wrong',
    (text) => text.replace('{ answer: Four }', '{ answer: Two }'),
    /solution-answers "Two" is not the right answer to question 1/,
  ],
  [
    'an unknown part in the body',
    (text) => text.replace('[[vnet1gw-0]]', '[[vnet1gw-7]]'),
    /^35:1 unknown-name The lab has no part "vnet1gw-7"/,
  ],
  [
    'an unknown node of a command',
    (text) => text.replace('ip route\n```', 'ip route\n```\n\n```sh {at=device7 run}\nls\n```'),
    /no node "device7"/,
  ],
  ['a picture that is not there', (text) => `${text}\n![x](other.svg)\n`, /no picture "other\.svg"/],
  [
    'a picture from elsewhere',
    (text) => `${text}\n![x](https://example.com/x.png)\n`,
    /The picture https:\/\/example\.com\/x\.png is not shown/,
  ],
  ['HTML', (text) => `${text}\n<b>x</b>\n`, /<b> is not shown/],
  [
    'another name than its folder',
    (text) => text.replace('id: small', 'id: large'),
    /^3:5 files-and-names The id is "large"/,
  ],
  [
    'an unknown lesson before it',
    (text) => text.replace('tasks:\n', 'after: [dual-redundancy/no]\ntasks:\n'),
    /There is no lesson "dual-redundancy\/no"/,
  ],
  [
    'a window that is shorter than the hold time',
    (text) =>
      check('session: { at: device1, peer: vnet1gw-0, state: down }')(text).replace(
        'minutes: 5',
        'minutes: 5\nprofile: azure',
      ),
    /^17:\d+ window-too-short It may take 180 s until this holds \(BGP hold time\), and the check waits 30 s\. Write within: 185 or more\./,
  ],
  [
    'a window that is shorter than the DPD timeout',
    (text) =>
      check('tunnel: { name: vnet1gw-0--device1, state: down }')(text).replace(
        'minutes: 5',
        'minutes: 5\nprofile: azure',
      ),
    /It may take 45 s until this holds \(DPD timeout\)/,
  ],
  [
    'a window that is shorter than a timer that the solution sets',
    (text) =>
      check('tunnel: { name: vnet1gw-0--device1, state: down }')(text).replace(
        'do: [{ trial',
        'do: [{ timer: { connection: all, dpdSeconds: 60 } }, { trial',
      ),
    /It may take 60 s/,
  ],
];

for (const [what, change, problem] of cases) {
  test(`${what} is a problem, with its place`, (t) => {
    const found = problemsOf(change(lessonText));
    t.regex(found.join('\n'), problem);
    t.true(found.length <= 2, found.join('\n'));
  });
}

test('windows that suffice, and a lab with an active instance, are no problem', (t) => {
  const azure = (text: string) => text.replace('minutes: 5', 'minutes: 5\nprofile: azure');
  const waiting = check('session: { at: device1, peer: vnet1gw-0, state: down }\n        within: 185');
  t.deepEqual(problemsOf(azure(waiting(lessonText))), []);
  const active = check('fault: { name: instance-crash, target: active, state: active }')(lessonText);
  t.deepEqual(problemsOf(active, 'active-standby'), []);
});

test('every rule has a case', (t) => {
  const found = cases.flatMap(([, change]) => problemsOf(change(lessonText)));
  for (const { name } of lessonRules)
    t.true(
      found.some((text) => text.includes(` ${name} `)),
      name,
    );
});

const german = `---
title: Eine kleine Lektion
summary: Etwas kaputt machen.
objectives: [Etwas sehen]
tasks:
  first: { title: Absturz, solution: Ein Absturz }
  second:
    title: Wie viele?
    hints: [Zählen, Nochmal zählen]
    questions:
      - { question: Wie viele?, choices: [{ text: Zwei, because: Es sind mehr. }, { text: Vier, because: Zwei mal zwei. }] }
      - { question: Und Instanzen? }
    solution: Vier
---
::: task first
:::
::: task second
\`\`\`sh {at=device1 run}
ip route
\`\`\`
:::
`;

function differencesOf(text: string): string[] {
  const original = readLessonText(lessonText, 'lesson.md');
  const reading = readTranslationText(text, 'lesson.de.md');
  if (!original.ok || !reading.ok) return ['form'];
  return checkTranslation(original.content.lesson, reading.content, reading.source, []).map(
    ({ line, message }) => `${line} ${message}`,
  );
}

test('a translation has the same parts as the original', (t) => {
  t.deepEqual(differencesOf(german), []);
  const differs = (from: string, to: string, problem: RegExp) =>
    t.regex(differencesOf(german.replace(from, to)).join('\n'), problem);
  differs('[Zählen, Nochmal zählen]', '[Zählen]', /^9 It has 1 hints, and the original 2\.$/);
  differs('{ text: Zwei, because: Es sind mehr. }, ', '', /^11 It has 1 choices, and the original 2\.$/);
  differs('      - { question: Und Instanzen? }\n', '', /^10 It has 1 questions, and the original 2\.$/);
  differs('::: task second', '::: task zweite', /The lesson has no task "zweite"/);
  differs('ip route', 'ip link', /^18 The original does not have this command\.$/);
  differs('  first:', '  erste:', /The tasks are erste, second/);
});
