import test from 'ava';
import { bracket, count } from '../../../src/report/words/quantities.ts';

test('a figure stands with what it may be wrong by', (t) => {
  t.is(bracket(851.4, 2.51), '851 ms ± 2.5 ms');
});

test('a large count has groups of three digits', (t) => {
  t.is(count(1_234_567), '1 234 567');
  t.is(count(999), '999');
});
