import test from 'ava';
import { secondsFor } from '../../src/run/bring-up-time.ts';

test('a lab of the repository has a minute to come up, one of 100 tunnels more', (t) => {
  t.deepEqual([9, 12, 13, 53].map(secondsFor), [60, 60, 65, 265]);
});
