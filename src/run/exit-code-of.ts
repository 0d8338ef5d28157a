import type { RunResult } from '../analysis/run-result.ts';
import { exitCodes } from '../base/errors/exit-codes.ts';

/** The exit code for a run that measured something. */
export const exitCodeOf = ({ verdict }: Pick<RunResult, 'verdict'>): number =>
  exitCodes[verdict.outcome].code;
