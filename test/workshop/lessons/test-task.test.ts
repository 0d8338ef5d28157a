import test from 'ava';
import { hubSteps, timerWords } from '../../../src/workshop/lessons/hub-steps.ts';
import { junitOfLessons } from '../../../src/workshop/lessons/lesson-junit.ts';
import { loadLessons } from '../../../src/workshop/lessons/lesson-library.ts';
import { isSound, type LessonOutcome } from '../../../src/workshop/lessons/lesson-outcome.ts';
import { LessonSession } from '../../../src/workshop/lessons/lesson-session.ts';
import { outcomeText } from '../../../src/workshop/lessons/outcome-text.ts';
import type { SolvingLab } from '../../../src/workshop/lessons/solve-task.ts';
import { testTask } from '../../../src/workshop/lessons/test-task.ts';
import { factsOf } from '../../lessons/facts.ts';

const { lessons } = await loadLessons();
const { snapshot, topology } = factsOf('dual-redundancy');
const nothing = async () => {};
const lab: SolvingLab = {
  ...{ snapshot, topology, faultLog: [], measurements: [] },
  ...{ break: nothing, heal: nothing, trial: nothing },
  idle: async () => undefined,
};
const further = { timer: nothing, exec: nothing, restart: nothing };
const { signal } = new AbortController();

function firstLook() {
  const loaded = lessons.find(({ key }) => key === 'dual-redundancy/first-look');
  if (!loaded) throw new Error('There is no such lesson.');
  const [look, sticky, ...others] = loaded.lesson.tasks;
  if (!look || !sticky) throw new Error('The lesson has two tasks.');
  return { loaded, look, sticky, others };
}

test('a task passes by its solution alone, and a locked one is a problem', async (t) => {
  const { loaded, look, others } = firstLook();
  const session = new LessonSession(loaded, lab);
  t.like(await testTask(look, { session, lab, further, signal }), { task: 'look', problems: [] });
  const crash = others.find(({ id }) => id === 'crash');
  if (!crash) throw new Error('The lesson has this task.');
  t.deepEqual((await testTask(crash, { session, lab, further, signal })).problems, [
    'It is locked: a task that it needs was not passed.',
  ]);
});

test('a solution without effect is a problem, and so is a task that has passed before', async (t) => {
  const { loaded, look } = firstLook();
  const [check] = look.checks;
  if (!check) throw new Error('The task has a check.');
  const withTask = (task: typeof look) => {
    const lesson = { ...loaded.lesson, tasks: [task] };
    const session = new LessonSession({ ...loaded, lesson, languages: new Map([['en', lesson]]) }, lab);
    return testTask(task, { session, lab, further, signal });
  };
  const missing = {
    kind: 'condition',
    condition: { kind: 'redundancy', of: 'missing' },
    within: 0,
    for: 0,
  } as const;
  const steps = look.solution.steps;
  const { problems } = await withTask({ ...look, checks: [...look.checks, missing] });
  t.regex(problems.join(), /^Check 1 of 1 does not hold after the solution: /);
  const unanswered = await withTask({ ...look, solution: { text: '', steps: steps.slice(1) } });
  t.regex(unanswered.problems.join(), /^The solution has no right answer to: Through how many/);
  const full = { ...missing, condition: { kind: 'redundancy', of: 'full' } } as const;
  const early = await withTask({ ...look, hints: [], checks: [full], solution: { text: '', steps: [] } });
  t.deepEqual(early.problems, ['It passed before anything was done for it.']);
});

test('timers of a solution become those of a request', async (t) => {
  t.deepEqual(timerWords({ dpdSeconds: 30 }), { dpd: '30' });
  t.deepEqual(timerWords({ bgpHoldSeconds: 10 }), { bgp: '3/10' });
  t.deepEqual(timerWords({ bgpKeepaliveSeconds: 10 }), { bgp: '10/30' });
  const steps = hubSteps({
    changeTimer: nothing,
    run: nothing,
    restartNode: nothing,
    idle: async () => 'No.',
  });
  await t.throwsAsync(steps.restart({ action: 'restart', node: 'device1' }), { message: 'No.' });
});

test('what was found is a line a task, and a case of JUnit', (t) => {
  const sound: LessonOutcome = {
    lesson: 'lab/one',
    startedAt: '2026-11-29T12:00:00.000Z',
    seconds: 65,
    tasks: [{ task: 'look', title: 'Look', seconds: 1.25, found: ['It is up.'], problems: [] }],
    reset: { how: 'heal', seconds: 9.3 },
  };
  t.true(isSound(sound));
  t.is(
    outcomeText(sound),
    'ok   lab/one  1 task, 65 s\n  ok   look  1.3 s\n      It is up.\n  ok   start over (heal)  9.3 s',
  );
  const broken: LessonOutcome = {
    ...sound,
    tasks: [{ task: 'look', title: 'Look', seconds: 30, found: [], problems: ['It is down.'] }],
    error: { kind: 'lab-not-ready', message: 'The lab is gone.' },
  };
  t.false(isSound(broken));
  t.regex(outcomeText(broken), /FAIL look {2}30\.0 s\n {6}problem: It is down\./);
  t.regex(junitOfLessons([sound]), /tests="2" failures="0" errors="0"/);
  t.regex(junitOfLessons([broken]), /tests="3" failures="1" errors="1"/);
});
