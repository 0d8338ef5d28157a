import test from 'ava';
import { fuzz } from './fuzz.ts';
import { labFiles } from './lab-files.ts';

test(`${labFiles.cases} changed lab files are refused with reasons, or planned`, async (t) => {
  t.is(await fuzz(labFiles, { seed: 14, cases: labFiles.cases }), undefined);
});
