import test from 'ava';
import fc from 'fast-check';
import { fuzz } from './fuzz.ts';

test('a failure is reported with its seed and in its smallest form', async (t) => {
  const numbers = {
    what: 'numbers',
    cases: 100,
    inputs: fc.nat(),
    check: (number: number) => {
      if (number >= 10) throw new Error('too large');
    },
    show: (number: number) => `the number ${number}`,
  };
  const report = await fuzz(numbers, { seed: 1, cases: 100 });
  t.regex(
    report ?? '',
    /^Of the numbers, number \d+ fails \(make fuzz SEED=1 CASES=100\)\. Its smallest form:\nthe number 10\n.*too large/,
  );
  t.is(await fuzz({ ...numbers, check: () => {} }, { seed: 1, cases: 100 }), undefined);
});
