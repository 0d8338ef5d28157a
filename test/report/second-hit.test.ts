import test from 'ava';
import { comparisonRows } from '../../src/report/html/comparison-rows.ts';
import { headlines } from '../../src/report/html/headlines.ts';
import { seriesTables } from '../../src/report/terminal/series-table.ts';
import { withDirections } from '../analysis/results.ts';
import { recovered } from '../batches/suite/run-results.ts';
import { runOfRounds, runResult } from './run-result.ts';

/** A trial in which a second hit was longer than the outage that its phases and its prediction are about. */
const hitAgain = withDirections(recovered, ({ outage }) => ({
  outage,
  longestOutage: { state: 'measured', estimateMs: 9000, halfWidthMs: 10 },
}));

test('the comparison of a second hit says that the prediction is for the outage before it', (t) => {
  const run = runResult(hitAgain);
  const [, ...rows] = comparisonRows(hitAgain, run.documented.text);
  for (const [, , , measured, difference] of rows) {
    t.regex(measured ?? '', /^9\.00 s ± 10 ms \(a second hit\)$/);
    t.regex(difference ?? '', /; the prediction is for the outage before the second hit$/);
  }
  t.is(rows.length, 2);
});

test('a card and a line of the trials name a second hit, and no cause of another outage', (t) => {
  const [card] = headlines(runResult(hitAgain));
  t.regex(card?.text ?? '', /longest outage, a second hit; /);
  const lines = seriesTables(runOfRounds(1, [hitAgain])).at(-2) ?? '';
  t.regex(lines, /9\.00 s +a second hit +9\.00 s +a second hit/);
});
