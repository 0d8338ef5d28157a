import test from 'ava';
import { convergenceOf } from '../../../src/analysis/prediction/convergence.ts';

test('a takeover takes less than a second to rebuild tunnel, session and route', (t) => {
  const convergence = convergenceOf('takeover');
  t.true(convergence > 0 && convergence < 1000);
});
