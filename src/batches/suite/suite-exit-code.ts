import { type Ending, exitCodes } from '../../base/errors/exit-codes.ts';
import type { Outcome } from '../attempt.ts';
import type { SuiteResult } from './suite-result.ts';

/**
 * The highest exit code of all cases. A case that did not run counts as passed: another case, or an error, says why. A
 * case of a missing shard counts as one that was not measured, since nothing else says so.
 */
export function suiteExitCode({ cases }: Pick<SuiteResult, 'cases'>): number {
  return Math.max(...cases.map(({ outcome }) => exitCodes[endingOf(outcome)].code));
}

function endingOf(outcome: Outcome): Ending {
  if (outcome === 'not-run') return 'passed';
  return outcome === 'missing' ? 'nothing-measured' : outcome;
}
