import test from 'ava';
import { commandLines } from './command-lines.ts';
import { fuzz } from './fuzz.ts';

test.serial(
  `${commandLines.cases} command lines made at random end with a code and a sentence`,
  async (t) => {
    t.is(await fuzz(commandLines, { seed: 14, cases: commandLines.cases }), undefined);
  },
);
