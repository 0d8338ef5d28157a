import test from 'ava';
import { secondsFor } from '../../src/run/bring-up-time.ts';

test('a lab of the repository has two minutes to come up, one of 100 tunnels more', (t) => {
  t.deepEqual([9, 24, 25, 53].map(secondsFor), [120, 120, 125, 265]);
});
