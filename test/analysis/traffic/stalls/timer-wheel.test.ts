import test from 'ava';
import { lateness } from '../../../../src/analysis/traffic/stalls/timer-wheel.ts';

test('a timer is late by a step of its level in the wheel, on the kernel whose steps are the coarsest there', (t) => {
  // 208 ms: a tick of 10 ms. 416 ms: 8 ticks of 4 ms. 1664 ms: 8 of 10 ms. 3328 ms: 64 of 4 ms.
  t.deepEqual([208, 416, 1664, 3328].map(lateness), [10, 32, 80, 256]);
});

test('no timer is late by more than an eighth, but for the shortest ones', (t) => {
  for (let wait = 630; wait <= 120_000; wait += 10) t.true(lateness(wait) <= wait / 7.8, `${wait} ms`);
});
