import test from 'ava';
import fc from 'fast-check';
import { refuseEmptyShards, shardNumbers, type Weighed } from '../../../src/batches/shards/divide.ts';

const weighed = (durations: Readonly<Record<string, number | undefined>>): Weighed[] =>
  Object.entries(durations).map(([name, seconds]) => ({ name, seconds }));

test('the longest cases are put into the emptiest shards', (t) => {
  t.deepEqual(shardNumbers(weighed({ a: 10, b: 60, c: 20, d: 50, e: 30, f: 30 }), 2), [1, 1, 2, 2, 2, 1]);
});

test('a case of unknown duration counts as the median of the others', (t) => {
  const known = weighed({ a: 100, b: 40, c: 10 });
  const withNew = (seconds: number | undefined) => shardNumbers([...known, { name: 'new', seconds }], 3);
  t.deepEqual(withNew(undefined), withNew(40));
  t.notDeepEqual(withNew(undefined), withNew(1000));
});

test('without any duration, every shard has as many cases as the others, or one more', (t) => {
  const numbers = shardNumbers(weighed({ a: undefined, b: undefined, c: undefined, d: undefined }), 3);
  t.deepEqual(numbers, [1, 2, 3, 1]);
});

/** Cases with different names. */
const cases = fc.uniqueArray(
  fc.record({
    name: fc.string({ minLength: 1 }),
    seconds: fc.option(fc.double({ min: 0.1, max: 600, noNaN: true }), { nil: undefined }),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 60 },
);
const shards = fc.integer({ min: 1, max: 12 });

test('every case is in one shard, and none is empty that need not be', (t) => {
  fc.assert(
    fc.property(cases, shards, (all, count) => {
      const numbers = shardNumbers(all, count);
      t.is(numbers.length, all.length);
      t.true(numbers.every((number) => Number.isInteger(number) && number >= 1 && number <= count));
      t.is(new Set(numbers).size, Math.min(count, all.length));
    }),
  );
});

test('the order of the cases does not matter', (t) => {
  const shuffled = cases.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  const byName = (all: readonly Weighed[], count: number) =>
    new Map(shardNumbers(all, count).map((number, index) => [all[index]?.name, number]));
  fc.assert(
    fc.property(shuffled, shards, ([all, others], count) => {
      for (const [name, number] of byName(all, count)) t.is(byName(others, count).get(name), number);
    }),
  );
});

test('no two shards differ by more than the longest case', (t) => {
  const known = cases.map((all) => all.map(({ name, seconds = 30 }) => ({ name, seconds })));
  fc.assert(
    fc.property(known, shards, (all, count) => {
      const loads = Array.from({ length: count }, () => 0);
      for (const [index, number] of shardNumbers(all, count).entries())
        loads[number - 1] = (loads[number - 1] ?? 0) + (all[index]?.seconds ?? 0);
      const longest = Math.max(...all.map(({ seconds }) => seconds));
      t.true(Math.max(...loads) - Math.min(...loads) <= longest + 1e-6);
    }),
  );
});

test('more shards than cases are refused', (t) => {
  t.notThrows(() => refuseEmptyShards(5, { number: 5, of: 5 }, 'case'));
  t.throws(() => refuseEmptyShards(4, { number: 1, of: 5 }, 'case'), {
    message: '4 cases cannot be divided into 5 shards: use at most 4.',
  });
});
