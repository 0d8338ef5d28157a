import { directionResults, resultsOfEvent } from '../../analysis/direction-results.ts';
import type { NumberedTrial } from '../../analysis/numbered-trial.ts';
import type { Comparison } from '../../analysis/prediction/comparison.ts';
import type { TrialResult } from '../../analysis/result.ts';

/** Remarks on how far the figures of a trial can be trusted. */
export function flags(trial: TrialResult): string[] {
  return [
    ...trial.quality.flags.map(
      ({ severity, message }) => `${severity === 'invalid' ? 'Invalid' : 'Note'}: ${message}.`,
    ),
    ...outsidePredictions(trial),
    ...outsideStalls(trial),
    ...secondHitCauses(trial),
  ];
}

/** What happened just before flows were hit again. */
function secondHitCauses(trial: TrialResult): string[] {
  return trial.events.flatMap((_, index) =>
    resultsOfEvent(trial, index).flatMap(({ from, to, secondHits: { cause } }) => {
      const event = trial.events.length > 1 ? `event ${index + 1}, ` : '';
      return cause === undefined ? [] : [`Note: ${event}${from} to ${to}, the second hit: ${cause}.`];
    }),
  );
}

/** Why a stall of TCP was longer or shorter than TCP's own timers say. */
function outsideStalls(trial: TrialResult): string[] {
  return directionResults(trial).flatMap(({ from, to, connections }) =>
    noteOf(`${from} to ${to}`, connections?.stallComparison),
  );
}

/** Why a recovery took longer or less than its timers say. */
function outsidePredictions(trial: TrialResult): string[] {
  return trial.events.flatMap((_, index) =>
    resultsOfEvent(trial, index).flatMap(({ from, to, comparison }) => {
      const event = trial.events.length > 1 ? `event ${index + 1}, ` : '';
      return noteOf(`${event}${from} to ${to}`, comparison);
    }),
  );
}

/** What a measurement means that lies outside its prediction. */
const noteOf = (where: string, comparison: Comparison | undefined): string[] =>
  comparison?.verdict === 'longer' || comparison?.verdict === 'shorter'
    ? [`Note: ${where}: ${comparison.explanation}.`]
    : [];

/** The same for several trials; a remark that several share is printed once. */
export function flagsOfAll(trials: readonly NumberedTrial[]): string[] {
  const numbers = new Map<string, number[]>();
  for (const trial of trials) {
    for (const line of flags(trial)) numbers.set(line, [...(numbers.get(line) ?? []), trial.number]);
  }
  return [...numbers].map(([line, own]) => {
    const whose = own.length === 1 ? 'Trial' : 'Trials';
    return own.length === trials.length && own.length > 1
      ? `All trials: ${line}`
      : `${whose} ${own.join(', ')}: ${line}`;
  });
}
