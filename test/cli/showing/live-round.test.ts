import test from 'ava';
import { inTerminal } from '../in-terminal.ts';

test('a row gets its case when that begins, and the cases that did not begin come last', async (t) => {
  const size = { rows: 30, columns: 80 };
  const { ended, screen } = inTerminal('"$NODE" --import tsx test/cli/showing/draw-round.ts', { size });
  t.is((await ended).exitCode, 0, screen());
  const lines = screen().split(/\r?\n/);
  const last = lines
    .flatMap((line) => /(fourth|second|first|third)(?:: [a-z- ]+)?/.exec(line)?.[0] ?? [])
    .slice(-4);
  t.deepEqual(last, ['fourth: passed', 'second: failed', 'first: passed', 'third: not run']);
});
