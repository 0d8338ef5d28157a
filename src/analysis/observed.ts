import type { Trial } from '../experiment/trial.ts';
import { analyse } from './analyse.ts';
import type { AnalysisContext } from './recovery-map.ts';
import type { Circumstances, RunResult } from './run-result.ts';

/** What was seen in a run, and all that analysis has to know beyond it. */
export interface Observed {
  readonly circumstances: Circumstances;
  readonly context: AnalysisContext;
  readonly trial: Trial;
}

/** The result of a run, at its end or long afterwards. */
export function resultOf({ circumstances, context, trial }: Observed): RunResult {
  return { ...circumstances, trial: analyse(trial.observations, context) };
}
