import test from 'ava';
import type { LessonLab } from '../../../src/workshop/lessons/lesson-facts.ts';
import { LessonFacts } from '../../../src/workshop/lessons/lesson-facts.ts';
import { loadLessons } from '../../../src/workshop/lessons/lesson-library.ts';
import { LessonSession } from '../../../src/workshop/lessons/lesson-session.ts';
import type { LabHub } from '../../../src/workshop/live/lab-hub.ts';
import { resultOf } from '../../analysis/results.ts';
import { crash } from '../../analysis/synthetic.ts';
import { factsOf } from '../../lessons/facts.ts';
import { runResult } from '../../report/run-result.ts';

const { snapshot, topology } = factsOf('dual-redundancy');
const whole: LessonLab = { snapshot, topology, faultLog: [], measurements: [] };
const { lessons } = await loadLessons();
const lessonNamed = (key: string) => {
  const loaded = lessons.find((one) => one.key === key);
  if (!loaded) throw new Error(`There is no lesson ${key}.`);
  return loaded;
};

test('a learner answers, in German, and the next task opens; a new session goes on from what was saved', (t) => {
  const loaded = lessonNamed('dual-redundancy/first-look');
  const session = new LessonSession(loaded, whole, { language: 'de' });
  t.like(session.look(), { lab: 'dual-redundancy', language: 'de', languages: ['en', 'de'] });
  for (const [question, number] of [4, 2, 2].entries()) session.answer('look', question, number);
  const { tasks, html } = session.look();
  t.deepEqual(
    tasks.slice(0, 3).map(({ state }) => state),
    ['passed', 'open', 'locked'],
  );
  t.regex(html, /<section class="task" data-task="look">/);
  const later = new LessonSession(loaded, whole, { saved: session.progress });
  t.deepEqual(
    later
      .look()
      .tasks.slice(0, 3)
      .map(({ state }) => state),
    ['passed', 'open', 'locked'],
  );
});

test('a task is solved by its steps, and the program did it', (t) => {
  const session = new LessonSession(lessonNamed('dual-redundancy/first-look'), whole);
  session.look();
  t.deepEqual(session.beginSolving('sticky'), []);
  for (const step of session.beginSolving('look')) {
    if (step.action === 'answer') session.doAnswer('look', step);
  }
  t.like(session.look().tasks[0], { state: 'passed', solvedBy: 'program' });
});

test('a trainer opens a step although others come first', (t) => {
  const session = new LessonSession(lessonNamed('dual-redundancy/first-look'), whole);
  const states = () =>
    session
      .look()
      .tasks.slice(0, 3)
      .map(({ state }) => state);
  t.deepEqual(states(), ['open', 'locked', 'locked']);
  const [, , third] = session.look().tasks;
  t.true(session.openStep(third?.id ?? ''));
  t.deepEqual(states(), ['open', 'locked', 'open']);
  t.false(session.openStep('nothing'));
});

test('without a lab the lamps are dark, and questions can be answered', (t) => {
  const none = { snapshot: undefined, topology: undefined, faultLog: [], measurements: [] };
  const session = new LessonSession(lessonNamed('dual-redundancy/hidden-fault'), none);
  t.true(session.look().tasks.every(({ lamps }) => lamps.every(({ holds }) => !holds)));
});

test('facts have faults and trials since the lesson began, and who was active before each fault', (t) => {
  const standby = factsOf('active-standby');
  const moved = {
    ...standby.snapshot,
    floating: standby.snapshot.floating.map((one) => ({ ...one, holder: one.nodes[1] ?? null })),
  };
  const seen = (id: string, at: number, healed?: number) => ({
    id,
    fault: 'instance-crash',
    target: 'vnet1gw-0',
    parameters: {},
    seenAt: new Date(at),
    ...(healed !== undefined && { healedAt: new Date(healed) }),
  });
  const result = runResult(resultOf(crash()));
  const begun = Date.parse(result.run.startedAt);
  let lab: LessonLab = { ...whole, ...standby };
  const facts = new LessonFacts({
    get snapshot() {
      return lab.snapshot;
    },
    get topology() {
      return lab.topology;
    },
    get faultLog() {
      return lab.faultLog;
    },
    get measurements() {
      return lab.measurements;
    },
  });
  facts.look(begun);
  lab = {
    ...lab,
    snapshot: moved,
    faultLog: [
      seen('old', begun - 50, begun - 20),
      seen('start', begun - 10),
      seen('own', begun + 10, begun + 20),
    ],
    measurements: [result],
  };
  const found = facts.look(begun);
  t.deepEqual(
    found?.faults.map(({ id, isOfStart, activeBefore }) => [id, isOfStart, activeBefore]),
    [
      ['start', true, ['vnet1gw-0']],
      ['own', false, ['vnet1gw-0']],
    ],
  );
  t.deepEqual(
    found?.trials.map(({ run, at, activeBefore }) => [run, at, activeBefore]),
    [[result.run.id, begun, ['vnet1gw-0']]],
  );
  t.deepEqual(facts.look(begun + 1)?.trials, []);
});

test('a hub is the lab of a lesson: the compiler proves it', (t) => {
  const labOf = (hub: LabHub): LessonLab => hub;
  t.is(typeof labOf, 'function');
});
