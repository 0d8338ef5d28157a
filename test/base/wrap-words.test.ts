import test from 'ava';
import fc from 'fast-check';
import { wrapWords } from '../../src/base/wrap-words.ts';

test('a line takes as many words as fit', (t) => {
  t.deepEqual(wrapWords('one two three four', 9), ['one two', 'three', 'four']);
  t.deepEqual(wrapWords('one two three four', 10), ['one two', 'three four']);
});

test('a word that is too long gets its own line', (t) => {
  t.deepEqual(wrapWords('a 10.100.200.0/24 b', 5), ['a', '10.100.200.0/24', 'b']);
});

test('no word is lost, and no line is too long unless it is one word', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/)),
      fc.integer({ min: 1, max: 30 }),
      (words, width) => {
        const lines = wrapWords(words.join(' '), width);
        t.is(lines.join(' '), words.join(' '));
        t.true(lines.every((line) => line.length <= width || !line.includes(' ')));
      },
    ),
  );
});
