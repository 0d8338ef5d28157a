import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { type CaseWorker, runCases, type Schedule, type ScheduleStep } from '../../src/batches/schedule.ts';

interface Ending {
  readonly attempt: number;
  readonly unmeasured?: boolean;
  readonly spoilt?: boolean;
  readonly hopeless?: boolean;
}

function inWords(step: ScheduleStep<string, Ending>): string {
  switch (step.step) {
    case 'round':
      return `round of ${step.cases.join()} by ${step.jobs}`;
    case 'case-begins':
      return `begin ${step.of}`;
    case 'case-over':
      return `end ${step.of}`;
    case 'round-over':
      return 'round over';
  }
}

type Gate = (ending?: Partial<Ending>) => Promise<void>;

/** Runs that end when the test says so, with a log of their starts and ends. */
function fakeRuns(changes: Partial<Schedule<string, Ending>> = {}) {
  const gates = new Map<string, (ending: Ending) => void>();
  const attempts = new Map<string, number>();
  const log: string[] = [];
  const state = { running: 0, most: 0, ended: 0 };
  const abort = new AbortController();
  const newWorker = (): CaseWorker<string, Ending> => ({
    run: (name, attempt, more) => {
      state.running += 1;
      state.most = Math.max(state.most, state.running);
      attempts.set(name, attempt);
      if (attempt > 1) log.push(`attempt ${attempt}`);
      if (more) log.push('more may follow');
      return new Promise((resolve) => gates.set(name, resolve));
    },
    end: async () => {
      state.ended += 1;
    },
  });
  const schedule: Schedule<string, Ending> = {
    jobs: 2,
    attempts: 3,
    worker: newWorker,
    labOf: () => undefined,
    seconds: () => 1,
    needsAnother: ({ unmeasured = false, spoilt = false }) => unmeasured || spoilt,
    wasTooMuch: ({ unmeasured = false }) => unmeasured,
    isHopeless: ({ hopeless = false }) => hopeless,
    signal: abort.signal,
    onStep: (step) => log.push(inWords(step)),
    ...changes,
  };
  const end = async (name: string, ending: Partial<Ending> = {}) => {
    state.running -= 1;
    gates.get(name)?.({ attempt: attempts.get(name) ?? 0, ...ending });
    await turn();
  };
  const ending =
    (name: string): Gate =>
    (result) =>
      end(name, result);
  return { schedule, log, state, abort, attempts, end, a: ending('a'), b: ending('b'), c: ending('c') };
}

test('cases start in the given order, with the requested number at once', async (t) => {
  const { schedule, log, state, a, b, c, end } = fakeRuns();
  const all = runCases(['a', 'b', 'c', 'd'], schedule);
  await turn();
  t.deepEqual(log, ['round of a,b,c,d by 2', 'begin a', 'begin b']);
  await b();
  t.deepEqual(log.slice(3), ['end b', 'begin c']);
  await c();
  await a();
  await end('d');
  t.deepEqual(
    [...(await all)].map(([name, endings]) => [name, endings.length]),
    [
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['d', 1],
    ],
  );
  t.is(state.most, 2);
  t.deepEqual(log.slice(-2), ['end d', 'round over']);
});

test('with one job, cases run one after the other', async (t) => {
  const { schedule, state, a, b } = fakeRuns({ jobs: 1 });
  const all = runCases(['a', 'b'], schedule);
  await turn();
  await a();
  await b();
  await all;
  t.is(state.most, 1);
});

test('with more jobs than cases, every case runs once', async (t) => {
  const { schedule, log, a } = fakeRuns({ jobs: 64 });
  const all = runCases(['a'], schedule);
  await turn();
  await a();
  await all;
  t.deepEqual(
    log.filter((line) => line.startsWith('begin')),
    ['begin a'],
  );
});

test('cases that could not be measured, and no others, are tried again at the end, one by one', async (t) => {
  const { schedule, log, a, b, c } = fakeRuns();
  const all = runCases(['a', 'b', 'c'], schedule);
  await turn();
  await a({ unmeasured: true });
  await b();
  await c({ unmeasured: true });
  t.deepEqual(log.slice(-4), ['round over', 'round of a,c by 1', 'begin a', 'attempt 2']);
  await a();
  t.deepEqual(log.slice(-2), ['begin c', 'attempt 2']);
  await c();
  const endings = await all;
  t.deepEqual(endings.get('a'), [{ attempt: 1, unmeasured: true }, { attempt: 2 }]);
  t.deepEqual(endings.get('b'), [{ attempt: 1 }]);
  t.deepEqual(endings.get('c'), [{ attempt: 1, unmeasured: true }, { attempt: 2 }]);
});

test('after a case that could not be measured, one run fewer runs at once, but at least one', async (t) => {
  const { schedule, log, state, a, b, c, end } = fakeRuns();
  const all = runCases(['a', 'b', 'c', 'd'], schedule);
  await turn();
  await a({ unmeasured: true });
  t.is(log.at(-1), 'end a');
  await b();
  t.is(log.at(-1), 'begin c');
  t.is(state.running, 1);
  await c({ unmeasured: true });
  t.is(log.at(-1), 'begin d');
  await end('d');
  await a();
  await c();
  t.is((await all).get('d')?.length, 1);
});

test('the third attempt is the last', async (t) => {
  const { schedule, log, a, b } = fakeRuns();
  const all = runCases(['a', 'b'], schedule);
  await turn();
  await b();
  for (const _ of [1, 2, 3]) await a({ unmeasured: true });
  t.deepEqual((await all).get('a')?.length, 3);
  t.deepEqual(log.slice(-4), ['begin a', 'attempt 3', 'end a', 'round over']);
});

test('after an interrupt no case starts, running ones are waited for, and none is tried again', async (t) => {
  const { schedule, log, abort, a, b } = fakeRuns();
  let over = false;
  const all = runCases(['a', 'b', 'c'], schedule).finally(() => {
    over = true;
  });
  await turn();
  abort.abort();
  await a({ unmeasured: true });
  t.false(over, 'b still tears its lab down');
  await b();
  const endings = await all;
  t.is(endings.get('a')?.length, 1);
  t.deepEqual(endings.get('c'), []);
  t.deepEqual(log.slice(1), ['begin a', 'begin b', 'end a', 'end b', 'round over']);
});

test('after an interrupt before the start, no case starts', async (t) => {
  const { schedule, log, abort } = fakeRuns();
  abort.abort();
  const endings = await runCases(['a'], schedule);
  t.deepEqual(endings.get('a'), []);
  t.false(log.includes('begin a'));
});

test('after a hopeless ending no further case starts', async (t) => {
  const { schedule, log, a, b } = fakeRuns();
  const all = runCases(['a', 'b', 'c'], schedule);
  await turn();
  await a({ hopeless: true });
  await b({ unmeasured: true });
  const endings = await all;
  t.deepEqual(endings.get('c'), []);
  t.is(endings.get('b')?.length, 1, 'no second attempt');
  t.is(log.at(-1), 'round over');
});

test('an error ends the batch after the running cases have ended', async (t) => {
  const { schedule, log, b } = fakeRuns();
  const worker = (): CaseWorker<string, Ending> => {
    const { run, end } = schedule.worker();
    return {
      end,
      run: (name, ...how) => (name === 'a' ? Promise.reject(new Error('spawn')) : run(name, ...how)),
    };
  };
  const all = runCases(['a', 'b', 'c'], { ...schedule, worker });
  await turn();
  await b();
  await t.throwsAsync(all, { message: 'spawn' });
  t.deepEqual(log.slice(1), ['begin a', 'begin b', 'end b', 'round over']);
});

/** Cases of a lab begin with its name. */
const sharing = { labOf: (name: string) => labs.get(name.slice(0, 1)) };
const labs = new Map(['a', 'b', 'c'].map((name) => [name, { name }]));

test('the cases of a lab follow each other, and the last one is told that none follows', async (t) => {
  const { schedule, log, end } = fakeRuns({ jobs: 1, ...sharing });
  const all = runCases(['a1', 'b1', 'a2', 'b2'], schedule);
  for (const name of ['a1', 'a2', 'b1', 'b2']) {
    await turn();
    await end(name);
  }
  await all;
  t.deepEqual(
    log.filter((line) => !line.startsWith('end')),
    [
      'round of a1,b1,a2,b2 by 1',
      ...['begin a1', 'more may follow', 'begin a2'],
      ...['begin b1', 'more may follow', 'begin b2'],
      'round over',
    ],
  );
});

test('another attempt has a lab of its own, and one that was only spoilt leaves as many at once', async (t) => {
  const { schedule, log, state, end } = fakeRuns({ ...sharing });
  const all = runCases(['a1', 'a2', 'b1', 'b2'], schedule);
  await turn();
  await end('a1', { spoilt: true });
  t.is(state.running, 2);
  await end('b1', { spoilt: true });
  await end('a2');
  await end('b2');
  t.deepEqual(log.slice(-3), ['round of a1,b1 by 1', 'begin a1', 'attempt 2']);
  await end('a1');
  await end('b1');
  await all;
  t.false(log.slice(log.indexOf('attempt 2')).includes('more may follow'));
});

test('when the only other worker has ended, the last one goes on whatever happens', async (t) => {
  const { schedule, log, end, a } = fakeRuns();
  const all = runCases(['a', 'b', 'c'], schedule);
  await turn();
  await a({ unmeasured: true });
  await end('b', { unmeasured: true });
  t.is(log.at(-1), 'begin c');
  await end('c');
  await a();
  await end('b');
  t.is((await all).get('c')?.length, 1);
});

test('every worker ends, after an interrupt as well', async (t) => {
  const { schedule, state, abort, a, b } = fakeRuns();
  const all = runCases(['a', 'b', 'c'], schedule);
  await turn();
  abort.abort();
  await a();
  await b();
  await all;
  t.is(state.ended, 2);
});
