import test from 'ava';
import { attemptEnding } from '../../../src/batches/attempt.ts';
import { caseResult, caseResultSchema } from '../../../src/batches/suite/case-result.ts';
import type { SuiteCase } from '../../../src/batches/suite/suite-case.ts';
import { countsOf } from '../../../src/batches/suite/suite-result.ts';
import { labDefinition } from '../../topology/lab-topology.ts';
import { invalid, recovered, runResult } from './run-results.ts';

const one: SuiteCase = {
  definition: labDefinition('dual-redundancy'),
  fault: { name: 'instance-crash', parameters: {} },
  limits: { maxOutageSeconds: 5 },
  documented: { figure: null, text: 'no figure', source: 'article' },
  roughSeconds: 20,
};
const ending = (trials: Parameters<typeof runResult>[0]) =>
  attemptEnding(
    { kind: 'finished', outcome: { result: runResult(trials, one.limits), folder: 'runs/labs-1/run-1' } },
    { lines: [], run: 'run-1', startedAt: '2026-11-22T21:10:20.690Z', seconds: 20, labWasUp: false },
  );

test('the last attempt counts, and all are kept', (t) => {
  const result = caseResult(one, [ending([invalid]), ending([recovered])]);
  t.is(result.outcome, 'passed');
  t.deepEqual(
    result.attempts.map(({ outcome }) => outcome),
    ['nothing-measured', 'passed'],
  );
  t.is(result.figures?.redundancyRestoredMs, 9000);
  t.deepEqual(caseResultSchema.parse(JSON.parse(JSON.stringify(result))), result);
});

test('a case that did not start has only its name', (t) => {
  const { outcome, figures, attempts } = caseResult(one, []);
  t.deepEqual({ outcome, figures, attempts }, { outcome: 'not-run', figures: null, attempts: [] });
});

test('a case that neither passed nor was skipped counts as failed', (t) => {
  const outcomes = ['passed', 'failed', 'nothing-measured', 'not-run', 'passed'] as const;
  t.deepEqual(countsOf(outcomes.map((outcome) => ({ outcome }))), { passed: 2, failed: 2, notRun: 1 });
});
