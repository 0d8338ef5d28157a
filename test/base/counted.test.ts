import test from 'ava';
import { counted, countedWere } from '../../src/base/counted.ts';

test('one has its own form, of the noun and of the verb', (t) => {
  t.deepEqual(
    [0, 1, 2].map((number) => counted(number, 'flow')),
    ['0 flows', '1 flow', '2 flows'],
  );
  t.deepEqual(
    [0, 1, 2].map((number) => countedWere(number, 'packet')),
    ['0 packets were', '1 packet was', '2 packets were'],
  );
});
