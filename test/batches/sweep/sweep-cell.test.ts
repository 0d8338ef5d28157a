import test from 'ava';
import type { AttemptEnding } from '../../../src/batches/attempt.ts';
import { sweepCell } from '../../../src/batches/sweep/sweep-cell.ts';
import { connectionTimers } from '../../../src/topology/connection-timers.ts';
import { runOfRounds } from '../../report/run-result.ts';
import { quickAndSlow } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';
import { recovered } from '../suite/run-results.ts';

const attempt: AttemptEnding['attempt'] = {
  outcome: 'passed',
  exitCode: 0,
  startedAt: '2026-11-24T15:00:00.000Z',
  seconds: 30,
  run: 'dual-redundancy-1',
  labWasUp: false,
  reason: null,
};

test("a combination has the trials of its run, and the lab's actual timers", (t) => {
  const result = runOfRounds(3, [recovered, recovered, { ...recovered, redundancyRestoredMs: null }]);
  const cell = sweepCell({ dpd: 3 }, { attempt, result, log: '' });
  t.is(cell.title, 'DPD 3 s');
  t.deepEqual(cell.timers, { dpdSeconds: 3, bgpKeepaliveSeconds: 3, bgpHoldSeconds: 9 });
  t.deepEqual(
    cell.directions.map(({ title, values, medianMs }) => [title, values.length, Math.round(medianMs ?? 0)]),
    [
      ['Azure to site', 3, 852],
      ['site to Azure', 3, 2872],
    ],
  );
  t.is(Math.round(cell.worstMs ?? 0), 2872);
});

test('the longest of several timeouts counts', (t) => {
  const result = {
    ...runOfRounds(1, [recovered]),
    connections: connectionTimers(topologyOf(quickAndSlow())),
  };
  t.is(sweepCell({}, { attempt, result, log: '' }).timers?.dpdSeconds, 120);
});

test('a run without a result has its reason', (t) => {
  const cell = sweepCell(
    { dpd: 3 },
    { attempt: { ...attempt, outcome: 'lab-not-ready', reason: 'It broke.' }, log: '' },
  );
  t.is(cell.problem, 'It broke.');
  t.is(cell.timers, null);
  t.is(cell.worstMs, null);
});

test('a combination that was interrupted, or never ran, is not said to have measured nothing', (t) => {
  const problemOf = (outcome: 'interrupted' | 'not-run') =>
    sweepCell({ dpd: 3 }, { attempt: { ...attempt, outcome, reason: null }, log: '' }).problem;
  t.is(problemOf('interrupted'), 'interrupted');
  t.is(problemOf('not-run'), 'not run');
});
