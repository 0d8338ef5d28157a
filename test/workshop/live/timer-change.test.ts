import test from 'ava';
import { timerChangeOf } from '../../../src/workshop/live/timer-change.ts';

test('timers are given as on the command line', (t) => {
  t.deepEqual(timerChangeOf({ connection: 'all', changes: { dpd: '10', bgp: '3/9' } }), {
    connection: 'all',
    dpdTimeoutSeconds: 10,
    bgp: { keepaliveSeconds: 3, holdSeconds: 9 },
  });
});

test('other timers, and what is no whole number of seconds, are refused in a sentence', (t) => {
  const refused = (changes: Record<string, string>) =>
    t.throws(() => timerChangeOf({ connection: 'all', changes }))?.message;
  t.is(refused({ bfd: '1' }), 'There is no timer "bfd". The timers are dpd and bgp.');
  t.is(refused({ dpd: '1.5' }), '"1.5" is not a time in whole seconds, as in dpd=10.');
  t.is(refused({ bgp: '3' }), '"" is not a time in whole seconds, as in bgp=3/9.');
  t.is(refused({ bgp: '3/9/27' }), '"3/9/27" is not a time in whole seconds, as in bgp=3/9.');
});
