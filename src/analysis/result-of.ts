import type { Observations } from '../observations/observations.ts';
import { analyse } from './analyse.ts';
import type { AnalysisContext } from './recovery/recovery-map.ts';
import type { Circumstances, RunResult } from './run-result.ts';
import { seriesOf } from './statistics/series.ts';
import { verdictOn } from './verdict/verdict.ts';

/** What was seen in a run, and all that analysis has to know beyond it. */
export interface Observed {
  readonly circumstances: Circumstances;
  readonly trials: readonly ObservedTrial[];
}

/** What was observed in one trial, and what its fault means to the nodes that were left. */
export interface ObservedTrial {
  /** In the whole run, from 1. */
  readonly number: number;
  readonly observations: Observations;
  readonly context: AnalysisContext;
}

/** The result of a run, at its end or long afterwards. */
export function resultOf({ circumstances, trials }: Observed): RunResult {
  return runResult(
    circumstances,
    trials.map(({ number, observations, context }) => ({ number, ...analyse(observations, context) })),
  );
}

/** The results of single trials, with what all of them together say. */
export function runResult(circumstances: Circumstances, trials: RunResult['trials']): RunResult {
  return {
    ...circumstances,
    trials,
    series: seriesOf(trials),
    verdict: verdictOn({ ...circumstances.run, trials }, circumstances.limits ?? undefined),
  };
}
