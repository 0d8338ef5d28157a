import { analyse } from '../analysis/analyse.ts';
import type { RunResult } from '../analysis/run-result.ts';
import type { Observed } from './run-folder.ts';

/** The result of a run, at its end or long afterwards. */
export function resultOf({ circumstances, context, trial }: Observed): RunResult {
  return { ...circumstances, trial: analyse(trial.observations, context) };
}
