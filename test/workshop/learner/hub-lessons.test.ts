import test from 'ava';
import { Refusal } from '../../../src/workshop/http/refusal.ts';
import { HubLessons, type LessonHub } from '../../../src/workshop/learner/hub-lessons.ts';
import { loadLessons } from '../../../src/workshop/lessons/lesson-library.ts';
import type { LoadedLesson } from '../../../src/workshop/lessons/loaded-lesson.ts';
import type { BreakRequest } from '../../../src/workshop/protocol/requests.ts';
import type { LabState, PageUpdate } from '../../../src/workshop/protocol/updates.ts';
import { factsOf } from '../../lessons/facts.ts';

const { lessons } = await loadLessons();
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A hub without a lab: it notes what is done, and nothing of it takes time. */
function fakeHub(state: LabState = { state: 'none' }) {
  const done: string[] = [];
  const listeners = new Set<(update: PageUpdate) => void>();
  const hub: LessonHub = {
    get state() {
      return state;
    },
    ...{ snapshot: undefined, topology: undefined, faultLog: [], measurements: [] },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    break: async ({ fault }: BreakRequest) => {
      done.push(`break ${fault}`);
    },
    heal: async () => {
      done.push('heal');
    },
    trial: async ({ fault }) => {
      done.push(`trial ${fault}`);
    },
    changeTimer: async ({ connection }) => {
      done.push(`timer ${connection}`);
    },
    run: async ({ node }) => {
      done.push(`run in ${node}`);
    },
    restartNode: async (node) => {
      done.push(`restart ${node}`);
    },
    idle: async () => undefined,
  };
  const up = (lab: string) => {
    state = {
      ...{ state: 'up', lab, id: `${lab}-1`, profile: 'fast' },
      drawing: {
        parts: [],
        layouts: {
          across: { width: 0, height: 0, boxes: [], lines: [] },
          down: { width: 0, height: 0, boxes: [], lines: [] },
        },
        faults: {},
      },
    };
  };
  const tell = (update: PageUpdate) => {
    for (const listener of listeners) listener(update);
  };
  return { hub, done, up, tell };
}

const first = lessons[0];

test('a lesson brings its lab up, sets it up and is told to the page', async (t) => {
  if (!first) return t.fail();
  const { hub, up } = fakeHub();
  const opened: string[] = [];
  const its = new HubLessons({
    hub,
    lessons,
    open: async ({ lab }) => {
      opened.push(lab);
      up(first.definition.name);
    },
  });
  const told: PageUpdate[] = [];
  its.subscribe((update) => told.push(update));
  await its.start({ lab: first.lab, lesson: first.lesson.id });
  await soon();
  t.deepEqual(opened, [first.labToOpen]);
  const last = told.at(-1);
  t.is(last?.kind === 'lesson' ? last.lesson?.id : undefined, first.lesson.id);
  await its.leave();
  t.deepEqual(told.at(-1), { kind: 'lesson', lesson: null });
});

test('a lesson does not take the place of another lab, and an unknown one is refused', async (t) => {
  if (!first) return t.fail();
  const { hub, up } = fakeHub();
  up('another');
  const its = new HubLessons({ hub, lessons, open: async () => {} });
  await t.throwsAsync(() => its.start({ lab: first.lab, lesson: first.lesson.id }), {
    instanceOf: Refusal,
    message: /Close another first/,
  });
  await t.throwsAsync(() => its.start({ lab: 'x', lesson: '../y' }), { message: 'There is no such lesson.' });
  await t.throwsAsync(() => its.hint({ task: 'x' }), { message: 'No lesson is open.' });
  t.is(await its.picture('x.svg'), undefined);
});

test('what a lesson hides is not told to the page', async (t) => {
  const hiding = lessons.find(({ lesson }) => lesson.start.some(({ isHidden }) => isHidden));
  if (!hiding) return t.fail();
  const { hub, up, done, tell } = fakeHub();
  up(hiding.definition.name);
  const its = new HubLessons({ hub, lessons, open: async () => {} });
  const told: PageUpdate[] = [];
  its.subscribe((update) => told.push(update));
  await its.start({ lab: hiding.lab, lesson: hiding.lesson.id });
  await soon();
  t.deepEqual(
    done,
    hiding.lesson.start.map(({ fault }) => `break ${fault}`),
  );
  const [hidden] = hiding.lesson.start.filter(({ isHidden }) => isHidden);
  const fault = {
    fault: hidden?.fault ?? '',
    target: hidden?.target ?? 'x',
    parameters: {},
    since: '',
    endsAt: null,
  };
  const change = (...ids: readonly string[]): PageUpdate => ({
    kind: 'live',
    update: {
      ...{ kind: 'change', sequence: 1, at: '2026-11-29T12:00:00Z' },
      change: { part: 'faults', now: ids.map((id) => ({ ...fault, id })) },
    },
  });
  tell(change('1'));
  t.deepEqual(told.at(-1), change());
  // The learner breaks the same again.
  tell(change('1', '2'));
  t.deepEqual(told.at(-1), change('2'));
});

/** Lessons in a lab that is up, and what they save. */
function remembering(loaded: LoadedLesson, saved: Record<string, unknown> = {}) {
  const { hub, up, done, tell } = fakeHub();
  up(loaded.definition.name);
  const kept = structuredClone(saved);
  const its = new HubLessons({
    hub,
    lessons,
    open: async () => {},
    memory: {
      saved: kept,
      save: async (key, value) => {
        kept[key] = structuredClone(value);
      },
    },
  });
  const told: PageUpdate[] = [];
  its.subscribe((update) => told.push(update));
  const view = () => {
    const last = told.findLast((update) => update.kind === 'lesson');
    return last?.kind === 'lesson' ? last.lesson : null;
  };
  return { hub, its, kept, view, done, tell };
}

test('progress is saved before it is answered; the next server goes on in the lab that is left, a language is changed', async (t) => {
  const loaded = lessons.find(({ key }) => key === 'dual-redundancy/first-look');
  if (!loaded) return t.fail();
  const one = remembering(loaded);
  await one.its.start({ lab: loaded.lab, lesson: loaded.lesson.id });
  await soon();
  for (const [question, answer] of [4, 2, 2].entries()) {
    await one.its.answer({ task: 'look', question, answer });
  }
  t.is(one.its.passed(loaded.key), 1);
  t.like(one.kept[loaded.key], { lab: 'dual-redundancy-1', language: 'en', hides: false });

  const next = remembering(loaded, one.kept);
  t.is(next.view(), null);
  next.tell({ kind: 'lab', lab: next.hub.state });
  t.is(next.view()?.tasks[0]?.state, 'passed');
  await next.its.start({ lab: loaded.lab, lesson: loaded.lesson.id, language: 'de' });
  t.like(next.view(), { language: 'de' });
  t.is(next.view()?.tasks[0]?.state, 'passed');
  await next.its.forget();
  t.is(next.its.passed(loaded.key), 0);
  t.is(next.view(), null);
});

test('"Start over" breaks again what a lesson breaks, and the answer is in no refusal of a trial', async (t) => {
  const hiding = lessons.find(({ lesson }) => lesson.start.some(({ isHidden }) => isHidden));
  const [hidden] = hiding?.lesson.start ?? [];
  if (!hiding || !hidden) return t.fail();
  const { its, done, hub } = remembering(hiding);
  await its.start({ lab: hiding.lab, lesson: hiding.lesson.id });
  await soon();
  done.splice(0);
  its.startedOver();
  await soon();
  t.deepEqual(
    done,
    hiding.lesson.start.map(({ fault }) => `break ${fault}`),
  );
  t.notThrows(() => its.refuseTrial());
  const { snapshot } = factsOf(hiding.lab);
  const active = { id: '1', fault: hidden.fault, target: hidden.target ?? 'x', parameters: {} };
  Object.assign(hub, {
    snapshot: { ...snapshot, faults: [{ ...active, since: '2026-11-29T12:00:00Z', endsAt: null }] },
  });
  const error = t.throws(() => its.refuseTrial(), { instanceOf: Refusal });
  t.false(error?.message.includes(hidden.fault));
});

test('the program solves a task by the further steps of its solution too', async (t) => {
  const loaded = lessons.find(({ key }) => key === 'dual-redundancy/first-look');
  if (!loaded) return t.fail();
  const { its, done, view } = remembering(loaded);
  await its.start({ lab: loaded.lab, lesson: loaded.lesson.id });
  await soon();
  await its.solve({ task: 'look' });
  await soon();
  await t.throwsAsync(its.solve({ task: 'look' }), { message: 'This task cannot be solved now.' });
  await its.solve({ task: 'sticky' });
  await soon();
  t.deepEqual(done, ['run in device1']);
  t.like(view()?.tasks[1], { state: 'passed', solvedBy: 'program' });
});
