import test from 'ava';
import type { ErrorKind } from '../../src/base/errors/switchover-error.ts';
import { attemptEnding, type Outcome } from '../../src/batches/attempt.ts';
import type { RunEnd } from '../../src/batches/process/lab-process.ts';
import { replacedAfter } from '../analysis/results.ts';
import { invalid, recovered, runResult } from './suite/run-results.ts';

const history = {
  lines: ['Preparing the engine', 'Engine ready'],
  run: 'dual-redundancy-1',
  startedAt: '2026-11-22T21:10:20.690Z',
  seconds: 24.123456,
  labWasUp: false,
};
const ending = (end: RunEnd) => attemptEnding(end, history);
const finished = (...[trials, limits]: Parameters<typeof runResult>) =>
  ending({ kind: 'finished', outcome: { result: runResult(trials, limits), folder: 'runs/labs-1/run' } });
const failed = (kind: ErrorKind, exitCode: number, message = 'It broke.') =>
  ending({ kind: 'failed', error: { kind, exitCode, message, fields: {} } });

test('a run that measured something has the outcome of its verdict', (t) => {
  const passed = finished([recovered], { maxOutageSeconds: 5 });
  t.deepEqual(passed.attempt, {
    outcome: 'passed',
    exitCode: 0,
    startedAt: '2026-11-22T21:10:20.690Z',
    seconds: 24.123,
    run: 'dual-redundancy-1',
    labWasUp: false,
    reason: null,
  });
  const missed = finished([recovered], { maxOutageSeconds: 1 });
  t.is(missed.attempt.outcome, 'failed');
  t.is(missed.attempt.exitCode, 1);
  t.is(missed.result?.verdict.misses.length, 1);
});

test('a run that did not recover passes if an outage without end is expected', (t) => {
  const { attempt } = finished([{ ...recovered, redundancyRestoredMs: null }], { minOutageSeconds: 2 });
  t.is(attempt.outcome, 'passed');
});

test('invalid figures do not count as a measurement, and give the reason', (t) => {
  const { attempt } = finished([invalid], { maxOutageSeconds: 1 });
  t.is(attempt.outcome, 'nothing-measured');
  t.is(attempt.exitCode, 3);
  t.is(attempt.reason, '3 packets were lost before the fault.');
});

test('redundancy that only a late replacement kept from its limit is not measured, and worth another attempt', (t) => {
  const { attempt } = finished([replacedAfter(recovered, 36)], { maxRedundancySeconds: 30 });
  t.is(attempt.outcome, 'nothing-measured');
  t.regex(attempt.reason ?? '', /^full redundancy was back after 39\.0 s, .* kept\.$/);
});

const errors: readonly [ErrorKind, exitCode: number, Outcome][] = [
  ['wrong-input', 2, 'wrong-input'],
  ['nothing-measured', 3, 'nothing-measured'],
  ['lab-not-ready', 4, 'lab-not-ready'],
  ['bug', 4, 'lab-not-ready'],
  ['environment', 5, 'environment'],
];
for (const [kind, exitCode, outcome] of errors) {
  test(`a run that failed with an error of kind ${kind} has the outcome ${outcome}, and the message of the error`, (t) => {
    const { attempt, result, log } = failed(kind, exitCode);
    t.like(attempt, { outcome, exitCode, reason: 'It broke.', run: 'dual-redundancy-1' });
    t.is(result, undefined);
    t.is(log, 'Preparing the engine\nEngine ready\nIt broke.\n');
  });
}

test('an interrupted run needs no reason', (t) => {
  t.like(failed('interrupted', 130, 'Interrupted.').attempt, {
    outcome: 'interrupted',
    exitCode: 130,
    reason: null,
  });
});

test('a run whose process was killed has the signal and its last words', (t) => {
  t.like(ending({ kind: 'died', signal: 'SIGKILL', lastWords: '' }).attempt, {
    outcome: 'lab-not-ready',
    exitCode: 137,
    reason: 'The process of the run was killed by SIGKILL.',
  });
  t.like(ending({ kind: 'died', exitCode: 7, lastWords: 'out of memory' }).attempt, {
    outcome: 'lab-not-ready',
    exitCode: 7,
    reason: 'The process of the run ended with exit code 7. Its last words:\nout of memory',
  });
});

test('a run whose process could not be started says why', (t) => {
  const { attempt } = ending({ kind: 'died', lastWords: 'spawn ENOMEM' });
  t.like(attempt, {
    exitCode: 4,
    reason: 'The process of the run could not be started. Its last words:\nspawn ENOMEM',
  });
});

test('a run that takes too long names the limit', (t) => {
  const { attempt } = ending({ kind: 'too-long', limitMs: 3_600_000 });
  t.like(attempt, {
    outcome: 'lab-not-ready',
    exitCode: 4,
    reason: 'The run did not end within 60 minutes, and was interrupted.',
  });
});
