import { type DirectionResult, resultsOfEvent } from '../../analysis/direction-results.ts';
import type { TrialResult } from '../../analysis/result.ts';
import { predictionText } from '../terminal/series-table.ts';
import { headlineText, isSecondHit } from '../words/headline-text.ts';

/** For each direction: what Azure documents, what is predicted, what was measured, and why they differ; of every event. */
export function comparisonRows(trial: TrialResult, documented: string): string[][] {
  const { events } = trial;
  return [
    ['', 'Documented by Azure', 'Predicted', 'Measured', 'Difference'],
    ...events.flatMap((_, index) =>
      resultsOfEvent(trial, index).map((direction) => [
        `${events.length > 1 ? `${index + 1}. ` : ''}${direction.from} to ${direction.to}`,
        documented,
        predictionText(direction),
        measuredText(direction),
        differenceText(direction),
      ]),
    ),
  ];
}

// The numbers of several events are in the first column.
const measuredText = (direction: DirectionResult): string =>
  direction.longestOutage === null ? 'no outage' : headlineText(direction, false);

function differenceText(direction: DirectionResult): string {
  const { comparison, prediction } = direction;
  return prediction && isSecondHit(direction)
    ? `${comparison.explanation}; the prediction is for the outage before the second hit`
    : comparison.explanation;
}
