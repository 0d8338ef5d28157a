import { analyse } from '../../src/analysis/analyse.ts';
import { type DirectionResult, directionResults } from '../../src/analysis/direction-results.ts';
import type { EventResult } from '../../src/analysis/events/event-result.ts';
import type { NumberedTrial } from '../../src/analysis/numbered-trial.ts';
import type { AnalysisContext } from '../../src/analysis/recovery/recovery-map.ts';
import type { TrialResult } from '../../src/analysis/result.ts';
import type { DirectionObservations } from '../../src/observations/direction.ts';
import type { Observations } from '../../src/observations/observations.ts';
import type { DirectionName } from '../../src/topology/direction.ts';
import { context, observe, type Scenario } from './synthetic.ts';

interface ContextChanges extends Partial<AnalysisContext> {
  /** Whether the fault is silent. */
  readonly silent?: boolean;
}

/** The result of a synthetic trial. */
export function resultOf(scenario: Partial<Scenario>, changes: ContextChanges = {}): TrialResult {
  const { silent = true, ...others } = changes;
  const own = { ...context, ...others };
  return analyse(observe(scenario), { ...own, events: own.events.map((event) => ({ ...event, silent })) });
}

/** Trials as those of a run, counted from this number. */
export const numbered = (trials: readonly TrialResult[], first = 1): NumberedTrial[] =>
  trials.map((trial, index) => ({ ...trial, number: first + index }));

/** One direction of a result. */
export function directionOf(result: TrialResult, name: DirectionName): DirectionResult {
  const found = directionResults(result).find((direction) => direction.name === name);
  if (found === undefined) throw new Error(`no direction ${name}`);
  return found;
}

/** A result with other figures or facts of its directions. */
export function withDirections<Trial extends TrialResult>(
  trial: Trial,
  change: (direction: DirectionResult) => Partial<DirectionResult>,
): Trial {
  const changed = directionResults(trial).map((direction) => ({ ...direction, ...change(direction) }));
  const of = (pair: string, name: string) => changed.find((one) => one.pair === pair && one.name === name);
  return {
    ...trial,
    pairs: trial.pairs.map((pair) => ({
      ...pair,
      directions: pair.directions.map((one) => ({ ...one, ...of(pair.name, one.name) })),
    })),
    events: trial.events.map((event) => ({
      ...event,
      figures: event.figures.map((one) => ({ ...one, ...of(one.pair, one.direction) })),
    })),
  };
}

/** A result in which another fault happened. */
export function withFault<Trial extends TrialResult>(
  trial: Trial,
  fault: Pick<EventResult, 'fault' | 'target'> & Partial<EventResult>,
): Trial {
  return {
    ...trial,
    fault: { name: fault.fault, target: fault.target },
    events: trial.events.map((event) => ({ ...event, ...fault })),
  };
}

/** A result in which the instance was replaced so many seconds after the fault, and redundancy was back 3 s later. */
export const replacedAfter = (trial: TrialResult, seconds: number): TrialResult => ({
  ...trial,
  redundancyRestoredMs: (seconds + 3) * 1000,
  events: trial.events.map((event) => ({
    ...event,
    away: event.away.map((one) => ({ ...one, awayMs: seconds * 1000 })),
  })),
});

/** Observations with another direction in the place of each. */
export function changed(
  observations: Observations,
  change: (direction: DirectionObservations) => DirectionObservations,
): Observations {
  const pairs = observations.pairs.map((pair) => ({ ...pair, directions: pair.directions.map(change) }));
  return { ...observations, pairs };
}

/** Codes of a result's quality flags. */
export function flagsOf(result: TrialResult): readonly string[] {
  return result.quality.flags.map(({ code }) => code);
}

/** Whether a measured outage says that a duration (ms) is possible; 1 us for the rounding of results. */
export function contains(outage: DirectionResult['outage'], truthMs: number): boolean {
  if (outage === null) return false;
  if (outage.state === 'at-least') return truthMs >= outage.atLeastMs - 0.001;
  return Math.abs(outage.estimateMs - truthMs) <= outage.halfWidthMs + 0.0015;
}
