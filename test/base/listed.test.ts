import test from 'ava';
import { listed } from '../../src/base/listed.ts';

test('a short list is complete, and a long one ends with how many are left', (t) => {
  t.is(listed([]), '');
  t.is(listed(['a', 'b'], 2), 'a, b');
  t.is(listed(['a', 'b', 'c'], 2), 'a, b, c');
  t.is(listed(['a', 'b', 'c', 'd'], 2), 'a, b and 2 more');
});
