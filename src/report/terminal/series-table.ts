import { type DirectionResult, directionResults } from '../../analysis/direction-results.ts';
import type { NumberedTrial } from '../../analysis/numbered-trial.ts';
import type { Outage } from '../../analysis/outages/outage.ts';
import { decidedByText } from '../../analysis/recovery/phases.ts';
import type { TrialResult } from '../../analysis/result.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { type Distribution, leastForP95 } from '../../analysis/statistics/distribution.ts';
import type { Series } from '../../analysis/statistics/series.ts';
import { counted } from '../../base/counted.ts';
import { duration } from '../../base/duration.ts';
import { isSecondHit } from '../words/headline-text.ts';
import { textTable } from './text-table.ts';

/** A run that repeats its fault: how the figures were spread, and a line for each trial. */
export function seriesTables({ trials, series }: RunResult): string[] {
  return [...series.flatMap((one) => [textTable(spreadRows(one, trials)), '']), trialTable(trials), ''];
}

/** One column a figure. What is predicted follows from the timers, and is the same for all trials of a target. */
export function spreadRows(
  { target, trials, directions, redundancyRestored }: Series,
  ofRun: readonly TrialResult[],
): string[][] {
  const first = ofRun.find(({ fault }) => fault.target === target);
  const figures: readonly [string, Distribution][] = [
    ...directions.map(
      ({ from, to, outage }) => [`Outage ${from} to ${to}`, outage] as [string, Distribution],
    ),
    ['Full redundancy', redundancyRestored],
  ];
  const row = (title: string, cell: (figure: Distribution) => string) => [
    title,
    ...figures.map(([, figure]) => cell(figure)),
  ];
  return [
    [`${counted(trials.length, 'trial')} of ${target}`, ...figures.map(([title]) => title)],
    row('Minimum', ({ minMs }) => length(minMs)),
    row('Median', ({ medianMs }) => length(medianMs)),
    row(intervalTitle(redundancyRestored), intervalText),
    ...(trials.length < leastForP95 ? [] : [row('95th percentile', ({ p95Ms }) => length(p95Ms))]),
    row('Maximum', ({ maxMs }) => length(maxMs)),
    ['Predicted', ...(first ? directionResults(first) : []).map(predictionText), '-'],
  ];
}

/** The predicted range; "never" where only a repair can end the outage. */
export function predictionText({ prediction, withoutRepair }: DirectionResult): string {
  if (prediction) return rangeWithOther(prediction);
  return withoutRepair?.outcome === 'never' ? 'never without a repair' : '-';
}

/** "44.0 s to 46.0 s; 120 s to 180 s if Azure's BGP outlives the tunnel". */
function rangeWithOther({ minMs, maxMs, otherwise }: NonNullable<DirectionResult['prediction']>): string {
  const range = `${duration(minMs)} to ${duration(maxMs)}`;
  if (!otherwise) return range;
  const other = otherwise.maxMs > maxMs ? 'outlives' : 'ended with';
  return `${range}; ${duration(otherwise.minMs)} to ${duration(otherwise.maxMs)} if Azure's BGP ${other} the tunnel`;
}

/** All figures of a series have as many values, and so the same confidence. */
const intervalTitle = ({ medianInterval }: Distribution): string =>
  medianInterval
    ? `  its confidence interval (${(100 * medianInterval.confidence).toFixed(1)} %)`
    : '  its confidence interval';

const intervalText = ({ medianInterval }: Distribution): string =>
  medianInterval
    ? `${length(medianInterval.lowerMs)} to ${length(medianInterval.upperMs)}`
    : 'needs 6 trials';

function trialTable(trials: readonly NumberedTrial[]): string {
  const [first] = trials;
  const titles = (first ? directionResults(first) : []).map(({ from, to }) => `${from} to ${to}`);
  return textTable([
    ['Trial', 'Target', ...titles.flatMap((title) => [title, 'decided by']), 'Full redundancy'],
    ...trials.map((trial) => [
      String(trial.number),
      trial.fault.target,
      ...directionResults(trial).flatMap((direction) => [
        trial.quality.valid ? trialOutageText(direction, trial) : 'nothing measured',
        decidedText(direction),
      ]),
      length(trial.redundancyRestoredMs),
    ]),
  ]);
}

function trialOutageText(direction: DirectionResult, { events }: TrialResult): string {
  const several = events.length > 1 && direction.longestOutage !== null;
  return outageText(direction.longestOutage) + (several ? ` (event ${direction.event + 1})` : '');
}

function decidedText(direction: DirectionResult): string {
  if (isSecondHit(direction)) return 'a second hit';
  return direction.phases ? decidedByText(direction.phases) : '-';
}

function outageText(outage: Outage | null): string {
  if (outage === null) return 'none';
  return outage.state === 'measured' ? duration(outage.estimateMs) : `at least ${duration(outage.atLeastMs)}`;
}

const length = (milliseconds: number | null): string =>
  milliseconds === null ? 'not back' : duration(milliseconds);
