import { join } from 'node:path';
import type { RunResult } from '../../analysis/run-result.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { ProfileName } from '../../definition/profile.ts';
import { compareRuns, leastTolerance } from '../compare/compare.ts';
import type { Figure } from '../compare/comparison-result.ts';
import { loadResults } from '../compare/load-results.ts';
import { caseName } from './case-name.ts';
import type { CaseAbout, CaseResult } from './case-result.ts';
import { type SuiteResult, suiteFormat } from './suite-result.ts';

/** A suite with the results of its runs, as its folder has them. */
export interface SavedSuite {
  readonly profile: ProfileName;
  readonly cases: SuiteResult['cases'];
  /** Of a shard all cases of the whole suite; null: the suite is not divided. */
  readonly plan: readonly CaseAbout[] | null;
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

/** A suite beside an earlier one. */
export interface SuiteChanges {
  readonly cases: readonly CaseChange[];
  /** Names of what could not be compared because only the earlier suite has it: a case, or a target of one. */
  readonly onlyBefore: readonly string[];
  /** The same of this suite, without its new cases. */
  readonly onlyNow: readonly string[];
}

/** @throws SwitchoverError (wrong-input) when the folder has no suite, or one that is damaged or of another version */
export async function loadSuite(folder: string): Promise<SavedSuite> {
  const { suite, cases, plan } = await suiteFormat.readFile(join(folder, 'suite.json'));
  const measured = cases.some(({ figures }) => figures !== null);
  return { profile: suite.profile, cases, plan, results: measured ? await loadResults(folder) : [] };
}

/**
 * The earlier suite for `compareSuites`, looked at before anything runs.
 *
 * @throws SwitchoverError (wrong-input) as {@link loadSuite} does, and when it has another profile: nothing of it could be
 * compared
 */
export async function loadBaseline(folder: string, profile: ProfileName): Promise<SavedSuite> {
  const base = await loadSuite(folder);
  if (base.profile === profile) return base;
  throw new SwitchoverError(
    'wrong-input',
    `The baseline ${folder} has the profile ${base.profile}, and this suite has ${profile}, so nothing could be compared. Give --profile ${base.profile}, or another baseline.`,
    { path: folder },
  );
}

/**
 * Every case of a suite, with what became better or worse since an earlier one. A difference counts when it is above the
 * tolerance with its whole confidence interval, as `compare` does it, for which each side needs four trials.
 *
 * @param percent of the earlier median by which a figure may differ
 */
export function compareSuites(base: SavedSuite, other: SavedSuite, percent: number): SuiteChanges {
  const compared = other.cases.map((now) => {
    const before = base.cases.find((one) => caseName(one) === caseName(now));
    if (!before) return { change: { now, figures: [] } };
    const [was, is] = [lastRunOf(before, base), lastRunOf(now, other)];
    const comparison = compareRuns(was, is, { ...leastTolerance, percent });
    const change = { now, before, figures: comparison.cases.flatMap(({ figures }) => figures) };
    // Of a side that measured nothing the table says so.
    return was.length > 0 && is.length > 0 ? { change, comparison } : { change };
  });
  const has = new Set((other.plan ?? other.cases).map(caseName));
  const lost = base.cases.map(caseName).filter((name) => !has.has(name));
  return {
    cases: compared.map(({ change }) => change),
    onlyBefore: [...lost, ...compared.flatMap(({ comparison }) => comparison?.onlyInBase ?? [])],
    onlyNow: compared.flatMap(({ comparison }) => comparison?.onlyInNew ?? []),
  };
}

/** How the comparison ends: without a figure that both sides have in enough trials there is nothing to say. */
export function changesEnding({ cases }: SuiteChanges): 'passed' | 'failed' | 'nothing-measured' {
  const outcomes = new Set(cases.flatMap(({ figures }) => figures.map(({ outcome }) => outcome)));
  if (outcomes.has('regression')) return 'failed';
  return outcomes.has('improvement') || outcomes.has('no-difference') ? 'passed' : 'nothing-measured';
}

const lastRunOf = ({ attempts }: CaseResult, { results }: SavedSuite): RunResult[] =>
  results.filter(({ run }) => run.id === attempts.at(-1)?.run);
