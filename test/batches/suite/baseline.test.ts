import test from 'ava';
import { compareSuites, hasRegressed, type SavedSuite } from '../../../src/batches/suite/baseline.ts';
import { baselineTable } from '../../../src/batches/suite/baseline-table.ts';
import { numbered, withDirections } from '../../analysis/results.ts';
import { recovered, runResult } from './run-results.ts';
import { suiteOfEverything } from './suite-results.ts';

const [first, other] = suiteOfEverything.cases;
if (!first || !other) throw new Error('no cases');

/** A suite of one case whose return direction had these outages. */
function suite(id: string, ...outagesMs: readonly number[]): SavedSuite {
  const trials = outagesMs.map((estimateMs) =>
    withDirections(recovered, ({ name }) =>
      name === 'return' ? { longestOutage: { state: 'measured', estimateMs, halfWidthMs: 2 } } : {},
    ),
  );
  const attempts = first?.attempts.map((one) => ({ ...one, run: id })) ?? [];
  return { cases: first ? [{ ...first, attempts }] : [], results: [runResult(numbered(trials), null, id)] };
}

const base = suite('old', 2100, 2400, 2700, 3100, 3600, 3900);

test('a case that became slower is told from noise, and so is one that became faster', (t) => {
  const slower = compareSuites(base, suite('new', 5200, 5400, 6100, 6500, 7000, 7800), 10);
  t.true(slower.some(hasRegressed));
  t.regex(baselineTable(slower), / Outage site to Azure SLOWER by 3\.\d+ s/);
  const same = compareSuites(base, suite('new', 2200, 2300, 2900, 3000, 3500, 4000), 10);
  t.false(same.some(hasRegressed));
  t.regex(baselineTable(same), /no more than chance/);
  const faster = compareSuites(base, suite('new', 500, 600, 700, 800, 900, 950), 10);
  t.false(faster.some(hasRegressed));
  t.regex(baselineTable(faster), / Outage site to Azure faster by /);
});

test('one trial shows nothing, and a case that is new is called so', (t) => {
  t.regex(baselineTable(compareSuites(base, suite('new', 9000), 10)), /too few trials/);
  const added = { cases: [other], results: [] };
  t.regex(baselineTable(compareSuites(base, added, 10)), /planned-maintenance +new +passed /);
});
