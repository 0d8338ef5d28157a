import { worstFigures } from '../../analysis/verdict/verdict.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import type { AttemptEnding } from './attempt-ending.ts';
import type { SuiteCase } from './suite-case.ts';
import type { CaseResult, SuiteResult } from './suite-result.ts';

/** What came of a case: its last attempt counts. */
export function caseResult(one: SuiteCase, endings: readonly AttemptEnding[]): CaseResult {
  const { lab, fault, target, limits, documented } = one;
  const parameters = parametersText(one.with);
  const last = endings.at(-1);
  return {
    lab,
    fault,
    target: target ?? null,
    parameters: parameters === '' ? null : parameters,
    limits: limits ?? null,
    documented,
    outcome: last?.attempt.outcome ?? 'not-run',
    misses: last?.result?.verdict.misses ?? [],
    notes: last?.result?.verdict.notes ?? [],
    figures: last?.result ? worstFigures(last.result.trials) : null,
    attempts: endings.map(({ attempt }) => attempt),
  };
}

export function countsOf(cases: readonly CaseResult[]): SuiteResult['counts'] {
  const passed = cases.filter(({ outcome }) => outcome === 'passed').length;
  const notRun = cases.filter(({ outcome }) => outcome === 'not-run').length;
  return { passed, failed: cases.length - passed - notRun, notRun };
}
