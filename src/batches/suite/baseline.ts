import { join } from 'node:path';
import type { RunResult } from '../../analysis/run-result.ts';
import { compareRuns, leastTolerance } from '../compare/compare.ts';
import type { Figure } from '../compare/comparison-result.ts';
import { loadResults } from '../compare/load-results.ts';
import type { CaseResult } from './case-result.ts';
import { type SuiteResult, suiteFormat } from './suite-result.ts';
import { caseName } from './suite-table.ts';

/** A suite with the results of its runs, as its folder has them. */
export interface SavedSuite {
  readonly cases: SuiteResult['cases'];
  readonly results: readonly RunResult[];
}

/** A case of a suite beside the same case of an earlier one. */
export interface CaseChange {
  readonly now: CaseResult;
  /** Absent: the earlier suite did not have the case. */
  readonly before?: CaseResult;
  /** What was compared, of all targets; empty when a side measured nothing. */
  readonly figures: readonly Figure[];
}

/** @throws SwitchoverError (wrong-input) when the folder has no suite, or one that is damaged or of another version */
export async function loadSuite(folder: string): Promise<SavedSuite> {
  const { cases } = await suiteFormat.readFile(join(folder, 'suite.json'));
  const measured = cases.some(({ figures }) => figures !== null);
  return { cases, results: measured ? await loadResults(folder) : [] };
}

/**
 * Every case of a suite, with what became better or worse since an earlier one. A difference counts when it is above the
 * tolerance with its whole confidence interval, as `compare` does it, for which each side needs four trials.
 *
 * @param percent of the earlier median by which a figure may differ
 */
export function compareSuites(base: SavedSuite, other: SavedSuite, percent: number): CaseChange[] {
  return other.cases.map((now) => {
    const before = base.cases.find((one) => caseName(one) === caseName(now));
    if (!before) return { now, figures: [] };
    const [was, is] = [lastRunOf(before, base), lastRunOf(now, other)];
    const { cases } = compareRuns(was, is, { ...leastTolerance, percent });
    return { now, before, figures: cases.flatMap(({ figures }) => figures) };
  });
}

export const hasRegressed = ({ figures }: CaseChange): boolean =>
  figures.some(({ outcome }) => outcome === 'regression');

const lastRunOf = ({ attempts }: CaseResult, { results }: SavedSuite): RunResult[] =>
  results.filter(({ run }) => run.id === attempts.at(-1)?.run);
