import test from 'ava';
import { attemptEnding, type EndedRun } from '../../../src/batches/suite/attempt-ending.ts';
import type { Outcome } from '../../../src/batches/suite/suite-result.ts';
import { invalid, recovered, runResult } from './run-results.ts';

const progress = [
  '❯ Preparing the engine',
  '✔ Engine ready',
  '❯ Bringing up 9 nodes',
  '› containers 0.7 s, wires 0.9 s',
];
const results = 'Results: runs/labs-1/dual-redundancy-1';

const ended = (changes: Partial<EndedRun>): EndedRun => ({
  exitCode: 0,
  stdout: '',
  stderr: progress.join('\n'),
  startedAt: new Date('2026-11-22T21:10:20.690Z'),
  seconds: 24.123456,
  ...changes,
});

test('the verdict of the run decides, whatever its exit code', (t) => {
  const ending = (maxOutageSeconds: number) =>
    attemptEnding(
      ended({ exitCode: 0, stdout: JSON.stringify(runResult([recovered], { maxOutageSeconds })) }),
    );
  const passed = ending(5);
  t.deepEqual(passed.attempt, {
    outcome: 'passed',
    exitCode: 0,
    startedAt: '2026-11-22T21:10:20.690Z',
    seconds: 24.123,
    run: 'dual-redundancy-1',
    reason: null,
  });
  const failed = ending(1);
  t.is(failed.attempt.outcome, 'failed');
  t.is(failed.result?.verdict.misses.length, 1);
});

test('a run that did not recover passes where an outage without an end is expected', (t) => {
  const stdout = JSON.stringify(
    runResult([{ ...recovered, redundancyRestoredMs: null }], { minOutageSeconds: 2 }),
  );
  const { attempt } = attemptEnding(ended({ exitCode: 1, stdout }));
  t.is(attempt.outcome, 'passed');
});

test('figures that say nothing are no measurement, and the reason is theirs', (t) => {
  const stdout = JSON.stringify(runResult([invalid], { maxOutageSeconds: 1 }));
  const { attempt } = attemptEnding(ended({ exitCode: 3, stdout }));
  t.is(attempt.outcome, 'nothing-measured');
  t.is(attempt.reason, '3 packets were lost before the fault.');
});

const withoutResult: readonly [exitCode: number, outcome: Outcome][] = [
  [1, 'lab-not-ready'],
  [2, 'wrong-input'],
  [3, 'nothing-measured'],
  [4, 'lab-not-ready'],
  [5, 'environment'],
  [130, 'interrupted'],
  [137, 'lab-not-ready'],
];
for (const [exitCode, outcome] of withoutResult) {
  test(`exit code ${exitCode} without a result: ${outcome}`, (t) => {
    const { attempt, result } = attemptEnding(ended({ exitCode }));
    t.is(attempt.outcome, outcome);
    t.is(result, undefined);
  });
}

test('the reason is what was said after the progress, all lines of it; the folder is known as well', (t) => {
  const words = 'Could not run "nft\n} --apply\n" in device2. Its last words:\n  charon: no memory';
  const stderr = [...progress, '✔ Lab gone in 0.3 s', results, words, ''].join('\n');
  const { attempt } = attemptEnding(ended({ exitCode: 4, stderr }));
  t.is(attempt.reason, words);
  t.is(attempt.run, 'dual-redundancy-1');
});

test('a run that ends without a word is said to', (t) => {
  const { attempt } = attemptEnding(ended({ exitCode: 137 }));
  t.is(attempt.reason, 'It ended with exit code 137, and without a word.');
  t.is(attempt.run, null);
});

test('a result that cannot be read is none', (t) => {
  for (const stdout of ['{"format":', '{"format":"switchover-result/9"}']) {
    const { attempt } = attemptEnding(ended({ stdout }));
    t.is(attempt.outcome, 'lab-not-ready');
    t.regex(attempt.reason ?? '', /^Its result cannot be read: /);
  }
});

test('the reason has no colours', (t) => {
  const { attempt } = attemptEnding(ended({ exitCode: 4, stderr: '\u001b[31mno memory\u001b[0m' }));
  t.is(attempt.reason, 'no memory');
});
