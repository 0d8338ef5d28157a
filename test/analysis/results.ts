import { analyse } from '../../src/analysis/analyse.ts';
import type { AnalysisContext } from '../../src/analysis/recovery/recovery-map.ts';
import type { DirectionResult, TrialResult } from '../../src/analysis/result.ts';
import type { DirectionObservations } from '../../src/observations/direction.ts';
import type { Observations } from '../../src/observations/observations.ts';
import type { DirectionName } from '../../src/topology/direction.ts';
import { context, observe, type Scenario } from './synthetic.ts';

/** The result of a synthetic trial. */
export function resultOf(scenario: Partial<Scenario>, changes: Partial<AnalysisContext> = {}): TrialResult {
  return analyse(observe(scenario), { ...context, ...changes });
}

/** One direction of a result. */
export function directionOf(result: TrialResult, name: DirectionName): DirectionResult {
  const found = result.directions.find((direction) => direction.name === name);
  if (found === undefined) throw new Error(`no direction ${name}`);
  return found;
}

/** One direction of observations, changed. */
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
