import test from 'ava';
import { compareRuns, leastTolerance } from '../../src/batches/compare/compare.ts';
import { comparisonTable } from '../../src/batches/compare/comparison-table.ts';
import type { SweepResult } from '../../src/batches/sweep/sweep-result.ts';
import { sweepRows, sweepTable } from '../../src/batches/sweep/sweep-table.ts';
import { textTable } from '../../src/report/terminal/text-table.ts';
import { withDirections } from '../analysis/results.ts';
import { invalid, recovered } from '../batches/suite/run-results.ts';
import { wholeSweep } from '../batches/sweep/whole-sweep.ts';
import { runOfRounds } from './run-result.ts';

const tolerance = { ...leastTolerance, percent: 10 };
const run = runOfRounds(4, [recovered, recovered, recovered, recovered]);

test('a comparison says what was compared, by how much it differs, and what follows', (t) => {
  const slower = {
    ...run,
    connections: run.connections.map(({ name, dpd }) => ({ name, dpd: { ...dpd, delaySeconds: 4 } })),
    trials: run.trials.map((trial) =>
      withDirections(trial, ({ longestOutage: outage }) =>
        outage?.state === 'measured'
          ? { longestOutage: { ...outage, estimateMs: 2 * outage.estimateMs } }
          : {},
      ),
    ),
  };
  const text = comparisonTable(compareRuns([run], [slower], tolerance));
  t.regex(text, /^dual-redundancy: instance-crash of vnet1gw-0, profile fast: 4 trials in the base, 4 new$/m);
  t.regex(text, /^ {2}changed: dpd: 1 s \+ 4 x 0\.5 s to 4 s \+ 4 x 0\.5 s$/m);
  t.regex(
    text,
    /^Outage site to Azure +2\.87 s +5\.74 s +\+2\.87 s +\+2\.87 s to \+2\.87 s \(97\.1 %\) +REGRESSION$/m,
  );
  t.regex(text, /^Full redundancy +9\.00 s +9\.00 s +\+0\.0 ms .* no difference shown$/m);
  t.true(text.endsWith('\nRegression.'));
});

test('a comparison of nothing says what it would need', (t) => {
  const text = comparisonTable(compareRuns([run], [runOfRounds(1, [invalid])], tolerance));
  t.regex(
    text,
    /^Only in the base: dual-redundancy: instance-crash of vnet1gw-0, profile fast, dataplane userspace\.$/m,
  );
  t.regex(text, /^Nothing could be compared: .* 4 trials or more/m);
});

const decided =
  'IKE dead peer detection on vnet1gw-0 (your timer; assumed that the BGP session ends with its tunnel)';

const sweep: SweepResult = {
  ...wholeSweep,
  id: 'sweep-1',
  startedAt: '2026-11-24T15:00:00.000Z',
  lab: 'active-active',
  fault: 'instance-crash',
  profile: 'fast',
  trials: 1,
  limitSeconds: 5,
  cells: [
    {
      title: 'DPD 3 s',
      timers: { dpdSeconds: 3, bgpKeepaliveSeconds: 3, bgpHoldSeconds: 9 },
      run: 'active-active-1',
      problem: null,
      directions: [
        {
          title: 'site to Azure',
          values: [2170],
          medianMs: 2170,
          maxMs: 2170,
          predicted: { minMs: 2010, maxMs: 4010 },
          decidedBy: [decided],
        },
      ],
      worstMs: 2170,
    },
    { title: 'DPD 6 s', timers: null, run: null, problem: 'It broke.', directions: [], worstMs: null },
  ],
  recommended: ['DPD 3 s'],
};

test('a sweep has a row for each direction, says what did not run, and recommends', (t) => {
  const text = sweepTable(sweep);
  t.regex(text, /^TIMERS +median +worst +predicted +decided by$/m);
  t.regex(text, /^DPD 3 s$/m);
  t.regex(text, /^ {2}site to Azure +2\.17 s +2\.17 s +2\.01 s to 4\.01 s +IKE dead/m);
  t.regex(text, /^DPD 6 s: It broke\.$/m);
  t.regex(text, /^The longest timers with which no outage was above 5 s: DPD 3 s\.$/m);
  t.regex(
    sweepTable({ ...sweep, recommended: [] }),
    /^No combination kept the limit of 5 s in every trial\.$/m,
  );
  t.notRegex(sweepTable({ ...sweep, recommended: null }), /longest timers/);
});

test('a sweep of both directions fits into 80 columns without breaking a word', (t) => {
  const [cell] = sweep.cells;
  const both = (cell?.directions ?? []).flatMap((own) => [own, { ...own, title: 'Azure to site' }]);
  const rows = sweepRows({ cells: cell ? [{ ...cell, besideAzure: 'flaps', directions: both }] : [] });
  const lines = textTable(rows, 80).split('\n');
  t.deepEqual(
    lines.filter((line) => line.length > 80),
    [],
  );
  t.regex(lines[1] ?? '', /^DPD 3 s \(flaps on/);
  for (const word of decided.split(' '))
    t.true(
      lines.some((line) => line.includes(word)),
      word,
    );
});
