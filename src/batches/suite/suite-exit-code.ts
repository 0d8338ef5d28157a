import { exitCodes } from '../../base/errors/exit-codes.ts';
import type { SuiteResult } from './suite-result.ts';

/** The highest exit code of all cases. A case that did not run counts as passed: another case, or an error, says why. */
export function suiteExitCode({ cases }: Pick<SuiteResult, 'cases'>): number {
  return Math.max(...cases.map(({ outcome }) => exitCodes[outcome === 'not-run' ? 'passed' : outcome].code));
}
