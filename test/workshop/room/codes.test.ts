import test from 'ava';
import { newCode, readCode } from '../../../src/workshop/room/codes.ts';

test('a code has five characters, and none that is taken', (t) => {
  t.regex(newCode(new Set()), /^[2-9AC-HJ-NP-RTUWXY]{5}$/);
  let calls = 0;
  // The first code is the same letter five times.
  const random = () => Math.floor(calls++ / 5);
  t.is(newCode(new Set(['22222']), random), '33333');
});

test('a code is read as people type it', (t) => {
  t.is(readCode(' k7-mq p '), 'K7MQP');
  t.is(readCode('zsbvA'), '258UA');
  for (const none of ['', 'K7MQ', 'K7MQPP', 'K7MQ!', 'K7MQ1']) t.is(readCode(none), undefined, none);
});
