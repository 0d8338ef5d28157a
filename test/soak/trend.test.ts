import test from 'ava';
import { type Sample, trends } from './trend.ts';

const clean = { containers: 0, images: 0, files: 3 };
const verdicts = (samples: readonly Sample[]) =>
  Object.fromEntries(trends(samples).map(({ what, verdict }) => [what, verdict]));

test('a single container, image or file that stays is growth, even after few runs', (t) => {
  t.deepEqual(verdicts([clean, { containers: 1, images: 1, files: 4 }]), {
    containers: 'GROWS',
    images: 'GROWS',
    files: 'GROWS',
  });
});

test('something that comes and goes is not growth', (t) => {
  t.is(verdicts([clean, { ...clean, files: 9 }, clean]).files, 'none');
});

test('memory that rises steadily grows; memory with occasional peaks does not', (t) => {
  const of = (...sizes: number[]) => verdicts(sizes.map((memory) => ({ ...clean, memory }))).memory;
  t.is(of(100, 112, 124, 135, 147, 160), 'GROWS');
  t.is(of(100, 98, 160, 101, 99, 104), 'none');
  t.is(of(100, 130, 160), 'too few samples');
});

test('a trend has the first, last and largest value, and is left out without samples', (t) => {
  const files = [3, 7, 4].map((count) => ({ ...clean, files: count }));
  t.deepEqual(trends(files).at(-1), { what: 'files', first: 3, last: 4, most: 7, verdict: 'GROWS' });
});
