import test from 'ava';
import { Refusal } from '../../../src/workshop/http/refusal.ts';
import { HubLessons, type LessonHub } from '../../../src/workshop/learner/hub-lessons.ts';
import { loadLessons } from '../../../src/workshop/lessons/lesson-library.ts';
import type { BreakRequest } from '../../../src/workshop/protocol/requests.ts';
import type { LabState, PageUpdate } from '../../../src/workshop/protocol/updates.ts';

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
