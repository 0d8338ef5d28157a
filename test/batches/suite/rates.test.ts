import test from 'ava';
import { rateOf, rates } from '../../../src/batches/suite/rates.ts';

test('each attempt has less traffic than the one before', (t) => {
  const asked = rates.map((_, index) => rateOf(index + 1));
  t.deepEqual(
    asked,
    [...new Set(asked)].sort((a, b) => b - a),
  );
});
