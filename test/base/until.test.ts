import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { errorValue } from '../../src/base/errors/error-value.ts';
import { notYet, ready, until, WaitError } from '../../src/base/until.ts';

const polling = { kind: 'lab-not-ready', timeoutMs: 10_000, intervalMs: 1 } as const;

/** A source of reports that counts its listeners. */
function reporter() {
  const emitter = new EventEmitter();
  const wakeOn = (wake: () => void) => {
    emitter.on('change', wake);
    return () => emitter.off('change', wake);
  };
  return {
    wait: { kind: 'lab-not-ready', timeoutMs: 10_000, wakeOn } as const,
    report: () => emitter.emit('change'),
    listeners: () => emitter.listenerCount('change'),
  };
}

test('a thing that is there already is found at the first look', async (t) => {
  let looks = 0;
  const look = () => {
    looks += 1;
    return ready('it');
  };
  t.is(await until('The thing', look, { ...polling, intervalMs: 60_000 }), 'it');
  t.is(looks, 1);
});

test('a wait looks again after each pause, and the look may be asynchronous', async (t) => {
  let looks = 0;
  const look = async () => (++looks === 3 ? ready(looks) : notYet(`look ${looks}`));
  t.is(await until('The third look', look, polling), 3);
});

test('a wait looks again at each report', async (t) => {
  const { wait, report, listeners } = reporter();
  let count = 0;
  const waiting = until('The second report', () => (count === 2 ? ready() : notYet('')), wait);
  for (count = 1; count <= 2; count++) {
    report();
    await turn();
  }
  count = 2;
  report();
  await t.notThrowsAsync(waiting);
  t.is(listeners(), 0);
});

test('a report during a look is not lost, and looks do not overlap', async (t) => {
  const { wait, report } = reporter();
  let isThere = false;
  let looking = 0;
  const look = async () => {
    looking += 1;
    t.is(looking, 1);
    const found = isThere ? ready() : notYet('nothing');
    await turn();
    looking -= 1;
    return found;
  };
  const waiting = until('The change', look, wait);
  isThere = true;
  report();
  await t.notThrowsAsync(waiting);
});

test('an expired wait says what it saw last', async (t) => {
  let looks = 0;
  const look = () => notYet(`held by process ${++looks}`);
  const error = await t.throwsAsync(
    until('Waiting for the lock', look, { kind: 'environment', timeoutMs: 30, intervalMs: 10 }),
    { instanceOf: WaitError },
  );
  t.is(error.message, `Waiting for the lock took longer than 0.03 s; held by process ${looks}.`);
  t.true(looks > 1);
});

test('an expired wait has the exit code of the thing that it waited for', async (t) => {
  const lock = until('Waiting for the lock of apt-get update', () => notYet('Could not get lock'), {
    kind: 'environment',
    timeoutMs: 1,
    intervalMs: 1,
  });
  t.deepEqual(errorValue(await t.throwsAsync(lock)), {
    kind: 'environment',
    exitCode: 5,
    message: 'Waiting for the lock of apt-get update took longer than 0.001 s; Could not get lock.',
    fields: { seen: 'Could not get lock' },
  });
  const tunnels = until('Bringing up the tunnels', () => notYet(''), { ...polling, timeoutMs: 1 });
  t.is(errorValue(await t.throwsAsync(tunnels)).exitCode, 4);
});

test('a wait looks a last time when its time is over', async (t) => {
  const started = performance.now();
  const look = () => (performance.now() - started >= 20 ? ready('late') : notYet('nothing'));
  t.is(await until('It', look, { kind: 'bug', timeoutMs: 20, intervalMs: 60_000 }), 'late');
});

test('an abort ends a wait with its reason, also when it came before the wait', async (t) => {
  const controller = new AbortController();
  const reason = new Error('device1 lost its charon');
  const { wait, listeners } = reporter();
  const waiting = until('It', () => notYet('nothing'), { ...wait, signal: controller.signal });
  controller.abort(reason);
  t.is(await t.throwsAsync(waiting), reason);
  t.is(listeners(), 0);
  const neverLooked = () => t.fail();
  const tooLate = until('It', () => ready(neverLooked()), { ...wait, signal: controller.signal });
  t.is(await t.throwsAsync(tooLate), reason);
});

test('an error in a look ends the wait', async (t) => {
  const failure = new Error('no such container');
  const { wait, listeners } = reporter();
  const look = () => {
    throw failure;
  };
  t.is(await t.throwsAsync(until('It', look, wait)), failure);
  t.is(listeners(), 0);
});
