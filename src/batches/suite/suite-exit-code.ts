import { exitCodes } from '../../base/errors/exit-codes.ts';
import type { SuiteResult } from './suite-result.ts';

/** The highest exit code of a case. A case that did not run has the code of the one, or the error, that kept it from running. */
export function suiteExitCode({ cases }: Pick<SuiteResult, 'cases'>): number {
  return Math.max(...cases.map(({ outcome }) => exitCodes[outcome === 'not-run' ? 'passed' : outcome].code));
}
