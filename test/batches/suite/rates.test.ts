import test from 'ava';
import { rates, trafficOf } from '../../../src/batches/suite/rates.ts';

test('each attempt has less traffic than the one before', (t) => {
  const options = rates.map((_, index) => trafficOf(index + 1, {}));
  t.deepEqual(
    options.map(([name]) => name),
    rates.map(() => '--rate'),
  );
  const asked = options.map(([, rate]) => Number(rate));
  t.deepEqual(
    asked,
    [...new Set(asked)].sort((a, b) => b - a),
  );
});

test('who has asked for a rate keeps it, at every attempt', (t) => {
  for (const index of rates.keys()) t.deepEqual(trafficOf(index + 1, { SWITCHOVER_RATE: '200' }), []);
});
