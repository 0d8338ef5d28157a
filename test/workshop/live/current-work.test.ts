import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { CurrentWork } from '../../../src/workshop/live/current-work.ts';
import type { Work } from '../../../src/workshop/protocol/updates.ts';

function current() {
  const told: (Work | null)[] = [];
  const failures: string[] = [];
  const work = new CurrentWork({
    onChange: (one) => told.push(one),
    onFailure: (message) => failures.push(message),
  });
  return { work, told, failures };
}

const breaking = { kind: 'break', text: 'link-down of device1:wan0', canBeEnded: true } as const;

test('work is told when it begins, with every new step once, and when it is over', async (t) => {
  const { work, told } = current();
  work.begin(breaking, async ({ step, waiting }) => {
    waiting(1);
    step('one');
    step('one');
    waiting(0);
  });
  t.is(await work.over(), undefined);
  t.deepEqual(
    told.map((one) => one && [one.waiting, one.step]),
    [[0, ''], [1, ''], [1, 'one'], [0, 'one'], null],
  );
});

test('a second work is refused in a sentence', async (t) => {
  const { work } = current();
  work.begin(breaking, () => pause(20));
  t.throws(() => work.begin(breaking, async () => {}), {
    message: 'The lab is busy: link-down of device1:wan0. Wait until that is over, or end it.',
  });
  await work.over();
  t.notThrows(() => work.begin(breaking, async () => {}));
  await work.over();
});

test('work that is ended is no failure; work that fails is', async (t) => {
  const { work, failures } = current();
  work.begin(breaking, ({ signal }) => pause(10_000, undefined, { signal }));
  work.stop();
  t.is(await work.over(), 'It was ended.');
  t.deepEqual(failures, []);
  work.begin(breaking, async () => {
    throw new Error('no effect');
  });
  t.is(await work.over(), 'no effect');
  t.deepEqual(failures, ['no effect']);
});

test('what cannot be ended says so', async (t) => {
  const { work } = current();
  work.begin({ ...breaking, canBeEnded: false }, () => pause(20));
  t.throws(() => work.stop(), { message: 'This cannot be ended: link-down of device1:wan0.' });
  await work.over();
});
