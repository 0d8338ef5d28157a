import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { Pulse } from '../../src/experiment/pulse.ts';

const never = new AbortController().signal;

test('a wait ends with the first beat at which its condition holds', async (t) => {
  const pulse = new Pulse(never);
  let silent = 2;
  let looks = 0;
  const waiting = pulse.until(() => {
    looks++;
    return silent === 0;
  }, 10_000);
  pulse.beat();
  await turn();
  silent = 0;
  t.is(looks, 1);
  pulse.beat();
  t.true(await waiting);
  pulse.beat();
  await turn();
  t.is(looks, 2);
});

test('a condition is not checked before the first beat', async (t) => {
  const pulse = new Pulse(never);
  let looks = 0;
  const waiting = pulse.until(() => ++looks > 0, 10_000);
  await turn();
  t.is(looks, 0);
  pulse.beat();
  t.true(await waiting);
  t.is(looks, 1);
});

test('a condition that does not hold in time is not an error', async (t) => {
  const pulse = new Pulse(never);
  const waiting = pulse.until(() => false, 20);
  pulse.beat();
  t.false(await waiting);
});

test('without a beat, a condition never holds', async (t) => {
  t.false(await new Pulse(never).until(() => true, 20));
});

test('a pulse serves several waits, one after the other', async (t) => {
  const pulse = new Pulse(never);
  t.false(await pulse.until(() => false, 10));
  const second = pulse.until(() => true, 10_000);
  pulse.beat();
  t.true(await second);
});

test('an abort ends a wait with its reason', async (t) => {
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const pulse = new Pulse(controller.signal);
  const waiting = pulse.until(() => false, 10_000);
  controller.abort(reason);
  t.is(await t.throwsAsync(waiting), reason);
  t.is(await t.throwsAsync(pulse.until(() => true, 10_000)), reason);
});

test('a failure elsewhere ends the wait under way and every later one', async (t) => {
  const pulse = new Pulse(never);
  const failure = new Error('the replacement did not start');
  const waiting = pulse.until(() => false, 10_000);
  pulse.fail(failure);
  t.is(await t.throwsAsync(waiting), failure);
  t.is(await t.throwsAsync(pulse.until(() => true, 10_000)), failure);
});

test('an error in a condition rejects the wait, and does not reach the reporter', async (t) => {
  const pulse = new Pulse(never);
  const failure = new Error('no such tunnel');
  const waiting = pulse.until(() => {
    throw failure;
  }, 10_000);
  t.notThrows(() => pulse.beat());
  t.is(await t.throwsAsync(waiting), failure);
});
