import test from 'ava';
import { cleanName, distinctName } from '../../../src/workshop/room/names.ts';

test('a name has no characters that are not seen, and at most 40', (t) => {
  t.is(cleanName('  Ada \t Lovelace\n'), 'Ada Lovelace');
  t.is(cleanName('Zoë ‮evil‬\u0000'), 'Zoë evil');
  t.is(cleanName('x'.repeat(60)), 'x'.repeat(40));
  t.is(Array.from(cleanName('𝐀'.repeat(60)) ?? '').length, 40);
  t.is(cleanName('山田 太郎'), '山田 太郎');
  for (const none of ['', '   ', '‮​', '...']) t.is(cleanName(none), undefined, none);
});

test('two people of the same name can be told apart', (t) => {
  t.is(distinctName('Kim', []), 'Kim');
  t.is(distinctName('kim', ['Kim', 'Lee']), 'kim 2');
  t.is(distinctName('Kim', ['Kim', 'Kim 2']), 'Kim 3');
  t.is(distinctName('Ｋim', ['Kim']), 'Ｋim 2');
  t.is(distinctName('y'.repeat(40), ['y'.repeat(40)]), `${'y'.repeat(38)} 2`);
});
