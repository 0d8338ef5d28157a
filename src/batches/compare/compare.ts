import { type DirectionResult, directionResults } from '../../analysis/direction-results.ts';
import { longestOutageMs } from '../../analysis/outages/longest-outage.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { medianOf } from '../../analysis/statistics/distribution.ts';
import { dpdText } from '../../report/words/dpd-text.ts';
import type { CaseComparison, Figure, RunsComparison } from './comparison-result.ts';
import { shiftBetween } from './shift.ts';

/** The smallest difference that counts. */
export interface Tolerance {
  /** Of the median of the base. */
  readonly percent: number;
  /** Milliseconds; of the two the larger one counts. */
  readonly milliseconds: number;
}

/** Applications do not notice a smaller difference, and a busy machine cannot measure it. */
export const leastTolerance = { milliseconds: 100 } as const;

/**
 * Compares the runs of two sides: those of the same lab, fault, target, profile and dataplane. A figure has regressed
 * when the whole confidence interval of its shift lies above the tolerance.
 */
export function compareRuns(
  base: readonly RunResult[],
  other: readonly RunResult[],
  tolerance: Tolerance,
): RunsComparison {
  const [bases, others] = [byCase(base), byCase(other)];
  const cases = [...bases].flatMap(([key, own]): CaseComparison[] => {
    const against = others.get(key);
    return against ? [compareCase(own, against, tolerance)] : [];
  });
  const figures = cases.flatMap((one) => one.figures);
  const judged = figures.filter(({ outcome }) => outcome !== 'too-few-trials');
  return {
    tolerance,
    outcome: judged.some(({ outcome }) => outcome === 'regression')
      ? 'regression'
      : judged.length > 0
        ? 'no-regression'
        : 'not-comparable',
    cases,
    onlyInBase: [...bases].filter(([key]) => !others.has(key)).map(([, own]) => fullTitleOf(own)),
    onlyInNew: [...others].filter(([key]) => !bases.has(key)).map(([, own]) => fullTitleOf(own)),
  };
}

/** Trials of one case, from one run or from several. */
interface Case {
  readonly runs: readonly RunResult[];
  readonly target: string;
  readonly trials: RunResult['trials'];
}

function byCase(runs: readonly RunResult[]): ReadonlyMap<string, Case> {
  const cases = new Map<string, Case>();
  for (const run of runs) {
    for (const trial of run.trials) {
      if (!trial.quality.valid) continue;
      const { name, target } = trial.fault;
      const key = JSON.stringify([run.run.lab, name, target, run.run.profile, run.run.dataplane]);
      const known = cases.get(key);
      cases.set(key, {
        target,
        runs: [...new Set([...(known?.runs ?? []), run])],
        trials: [...(known?.trials ?? []), trial],
      });
    }
  }
  return cases;
}

function titleOf({ runs: [run], target, trials: [trial] }: Case): string {
  return `${run?.run.lab}: ${trial?.fault.name} of ${target}, profile ${run?.run.profile}`;
}

/** With all that cases are matched by, so that a reader sees why this one has no counterpart. */
const fullTitleOf = (own: Case): string => `${titleOf(own)}, dataplane ${own.runs[0]?.run.dataplane}`;

function compareCase(base: Case, other: Case, tolerance: Tolerance): CaseComparison {
  const directions = base.trials[0] ? directionResults(base.trials[0]) : [];
  const outages = ({ trials }: Case, direction: DirectionResult) =>
    trials.map((trial) => longestOutageMs(trial, direction) ?? Number.POSITIVE_INFINITY);
  const redundancy = ({ trials }: Case) =>
    trials.map(({ redundancyRestoredMs }) => redundancyRestoredMs ?? Number.POSITIVE_INFINITY);
  return {
    title: titleOf(base),
    trials: { base: base.trials.length, new: other.trials.length },
    figures: [
      ...directions.map((direction) =>
        compareFigure(
          `Outage ${direction.from} to ${direction.to}`,
          outages(base, direction),
          outages(other, direction),
          tolerance,
        ),
      ),
      compareFigure('Full redundancy', redundancy(base), redundancy(other), tolerance),
    ],
    changes: changesBetween(base.runs[0], other.runs[0]),
  };
}

function compareFigure(
  title: string,
  base: readonly number[],
  other: readonly number[],
  { percent, milliseconds }: Tolerance,
): Figure {
  const baseMedian = medianOf(base);
  const { estimate, interval } = shiftBetween(base, other);
  const allowed = Math.max(milliseconds, (percent / 100) * (Number.isFinite(baseMedian) ? baseMedian : 0));
  return {
    title,
    baseMedianMs: finite(baseMedian),
    newMedianMs: finite(medianOf(other)),
    shiftMs: finite(estimate),
    interval: interval
      ? {
          lowerMs: finite(interval.lower),
          upperMs: finite(interval.upper),
          confidence: interval.confidence,
        }
      : null,
    toleranceMs: allowed,
    outcome: !interval
      ? 'too-few-trials'
      : interval.lower > allowed
        ? 'regression'
        : interval.upper < -allowed
          ? 'improvement'
          : 'no-difference',
  };
}

/** Differences between the runs themselves: they may explain different figures. */
function changesBetween(base: RunResult | undefined, other: RunResult | undefined): string[] {
  if (!base || !other) return [];
  const [before, after] = [conditionsOf(base), conditionsOf(other)];
  return [...after].flatMap(([key, value]) => {
    const was = before.get(key);
    return was === value ? [] : [`${key}: ${was} to ${value}`];
  });
}

function conditionsOf({
  timers: { dpd: _, ...timers },
  connections,
  versions,
  run,
}: RunResult): ReadonlyMap<string, unknown> {
  const { flows, rate } = run;
  const all = { dpd: dpdText(connections), ...leaves(timers), ...leaves(versions), flows, rate };
  return new Map(Object.entries(all));
}

/** `{ bgp: { holdSeconds: 9 } }` becomes `{ 'bgp.holdSeconds': 9 }`. */
function leaves(value: object, path = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, own]): [string, unknown][] =>
      typeof own === 'object' && own !== null
        ? Object.entries(leaves(own, `${path}${key}.`))
        : [[`${path}${key}`, own]],
    ),
  );
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
