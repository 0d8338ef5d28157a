import { directionResults } from '../../analysis/direction-results.ts';
import type { TrialResult } from '../../analysis/result.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { predictionText } from '../terminal/series-table.ts';
import { bracket, duration } from '../words/quantities.ts';

/** For each direction: what Azure documents, what is predicted, what was measured, and why they differ. */
export function comparisonRows(trial: TrialResult, documented: RunResult['documented']): string[][] {
  return [
    ['', 'Documented by Azure', 'Predicted', 'Measured', 'Difference'],
    ...directionResults(trial).map((direction) => {
      const { from, to, outage, comparison } = direction;
      return [
        `${from} to ${to}`,
        documented.text,
        predictionText(direction),
        outage === null
          ? 'no outage'
          : outage.state === 'measured'
            ? bracket(outage.estimateMs, outage.halfWidthMs)
            : `at least ${duration(outage.atLeastMs)}`,
        comparison.explanation,
      ];
    }),
  ];
}
