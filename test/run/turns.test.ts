import test from 'ava';
import fc from 'fast-check';
import { type Turns, turnsOf } from '../../src/run/turns.ts';

const turnsIn = ({ from, to }: Turns) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('the trials of a shard are neighbours', (t) => {
  t.deepEqual(turnsOf(100), { from: 1, to: 100 });
  t.deepEqual(turnsOf(100, { number: 2, of: 5 }), { from: 21, to: 40 });
  t.deepEqual(turnsOf(7, { number: 3, of: 3 }), { from: 5, to: 7 });
});

test('every trial is in one shard, and the shards differ by one at most', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 60 }), (trials, of) => {
      fc.pre(of <= trials);
      const shards = Array.from({ length: of }, (_, index) =>
        turnsIn(turnsOf(trials, { number: index + 1, of })),
      );
      t.deepEqual(
        shards.flat(),
        Array.from({ length: trials }, (_, index) => index + 1),
      );
      const sizes = shards.map(({ length }) => length);
      t.true(Math.max(...sizes) - Math.min(...sizes) <= 1);
    }),
  );
});

test('a shard without a trial is refused', (t) => {
  t.throws(() => turnsOf(3, { number: 1, of: 5 }), {
    name: 'SwitchoverError',
    message: '3 trials cannot be divided into 5 shards: give --trials 5 or more, or fewer shards.',
  });
});
