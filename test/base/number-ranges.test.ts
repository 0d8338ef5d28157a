import test from 'ava';
import { numberRanges } from '../../src/base/number-ranges.ts';

test('neighbours are a range', (t) => {
  t.is(numberRanges([4]), '4');
  t.is(numberRanges([5, 3, 4]), '3 to 5');
  t.is(numberRanges([1, 2, 3, 5, 7, 8]), '1 to 3, 5 and 7 to 8');
});
