import test from 'ava';
import { attemptEnding } from '../../../src/batches/suite/attempt-ending.ts';
import { caseResult, countsOf } from '../../../src/batches/suite/case-result.ts';
import type { SuiteCase } from '../../../src/batches/suite/suite-case.ts';
import { caseResultSchema } from '../../../src/batches/suite/suite-result.ts';
import { invalid, recovered, runResult } from './run-results.ts';

const one: SuiteCase = {
  lab: 'dual-redundancy',
  asked: 'labs/dual-redundancy',
  fault: 'instance-crash',
  with: {},
  limits: { maxOutageSeconds: 5 },
  documented: { figure: null, text: 'no figure', source: 'article' },
  weight: 1,
};
const ending = (trials: Parameters<typeof runResult>[0], exitCode = 0) =>
  attemptEnding({
    exitCode,
    stdout: JSON.stringify(runResult(trials, one.limits)),
    stderr: '',
    startedAt: new Date(0),
    seconds: 20,
  });

test('the last attempt counts, and all are kept', (t) => {
  const result = caseResult(one, [ending([invalid], 3), ending([recovered])]);
  t.is(result.outcome, 'passed');
  t.deepEqual(
    result.attempts.map(({ outcome }) => outcome),
    ['nothing-measured', 'passed'],
  );
  t.is(result.figures?.redundancyRestoredMs, 9000);
  t.deepEqual(caseResultSchema.parse(JSON.parse(JSON.stringify(result))), result);
});

test('a case that was not begun has nothing but its name', (t) => {
  const { outcome, figures, attempts } = caseResult(one, []);
  t.deepEqual({ outcome, figures, attempts }, { outcome: 'not-run', figures: null, attempts: [] });
});

test('what neither passed nor was left out has failed', (t) => {
  const of = (outcome: 'passed' | 'failed' | 'nothing-measured' | 'not-run') => ({
    ...caseResult(one, []),
    outcome,
  });
  t.deepEqual(countsOf([of('passed'), of('failed'), of('nothing-measured'), of('not-run'), of('passed')]), {
    passed: 2,
    failed: 2,
    notRun: 1,
  });
});
