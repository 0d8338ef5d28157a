import { type Ending, exitCodes } from '../../base/errors/exit-codes.ts';
import type { Outcome } from '../attempt.ts';
import type { SuiteResult } from './suite-result.ts';

/**
 * The highest exit code of all cases. A case that did not run, or whose shard is missing, counts as one that was not measured:
 * of merged shards, nothing else may say so.
 */
export function suiteExitCode({ cases }: Pick<SuiteResult, 'cases'>): number {
  return Math.max(...cases.map(({ outcome }) => exitCodes[endingOf(outcome)].code));
}

const endingOf = (outcome: Outcome): Ending =>
  outcome === 'not-run' || outcome === 'missing' ? 'nothing-measured' : outcome;
