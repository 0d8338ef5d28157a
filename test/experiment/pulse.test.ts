import test from 'ava';
import { Pulse, PulseTimeout } from '../../src/experiment/pulse.ts';

test('a wait is over with the first beat at which its condition holds', async (t) => {
  const pulse = new Pulse(new AbortController().signal);
  let silent = 2;
  let looks = 0;
  const waiting = pulse.until(
    'Starting the flows',
    () => {
      looks++;
      return silent === 0;
    },
    10_000,
  );
  pulse.beat();
  silent = 0;
  t.is(looks, 1);
  pulse.beat();
  await waiting;
  pulse.beat();
  t.is(looks, 2);
});

test('nothing is looked at before the first beat', async (t) => {
  const pulse = new Pulse(new AbortController().signal);
  let looks = 0;
  const waiting = pulse.until('Waiting', () => ++looks > 0, 10_000);
  t.is(looks, 0);
  pulse.beat();
  await waiting;
  t.is(looks, 1);
});

test('a wait that takes too long says so', async (t) => {
  const pulse = new Pulse(new AbortController().signal);
  const waiting = pulse.until('Recovery', () => false, 20);
  pulse.beat();
  await t.throwsAsync(waiting, { instanceOf: PulseTimeout, message: 'Recovery took longer than 0.02 s.' });
});

test('one wait after the other', async (t) => {
  const pulse = new Pulse(new AbortController().signal);
  await t.throwsAsync(pulse.until('First', () => false, 10));
  const second = pulse.until('Second', () => true, 10_000);
  pulse.beat();
  await t.notThrowsAsync(second);
});

test('an abort ends a wait with its reason', async (t) => {
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const pulse = new Pulse(controller.signal);
  const waiting = pulse.until('Recovery', () => false, 10_000);
  controller.abort(reason);
  t.is(await t.throwsAsync(waiting), reason);
  t.is(await t.throwsAsync(pulse.until('More', () => true, 10_000)), reason);
});

test('a failure elsewhere ends the wait under way and every later one', async (t) => {
  const pulse = new Pulse(new AbortController().signal);
  const failure = new Error('the replacement did not start');
  const waiting = pulse.until('Recovery', () => false, 10_000);
  pulse.fail(failure);
  t.is(await t.throwsAsync(waiting), failure);
  t.is(await t.throwsAsync(pulse.until('More', () => true, 10_000)), failure);
});

test('a condition that fails is the failure of the wait, not of whoever reports', async (t) => {
  const pulse = new Pulse(new AbortController().signal);
  const failure = new Error('no such tunnel');
  const waiting = pulse.until(
    'Recovery',
    () => {
      throw failure;
    },
    10_000,
  );
  t.notThrows(() => pulse.beat());
  t.is(await t.throwsAsync(waiting), failure);
});
