import { join } from 'node:path';
import { writePrivately } from '../../base/files/private-file.ts';
import { type Durations, durationsFormat, updatedDurations } from '../shards/durations.ts';
import { caseName } from './case-name.ts';
import type { CaseResult } from './case-result.ts';
import { type CaseOutput, junitOfSuite } from './suite-junit.ts';
import { suiteMarkdown } from './suite-markdown.ts';
import { type SuiteResult, suiteFormat } from './suite-result.ts';

export interface SuiteExtras {
  /** What JUnit's XML has of a case beyond its result. */
  readonly outputOf: (one: CaseResult) => CaseOutput;
  /** Those that were known before. */
  readonly durations: Durations;
}

/** Saves a suite in its folder: for programs, for people, for CI systems, and how long its cases took. */
export async function saveSuite(
  folder: string,
  suite: SuiteResult,
  { outputOf, durations }: SuiteExtras,
): Promise<void> {
  await writePrivately(join(folder, 'suite.json'), suiteFormat.write(suite));
  await writePrivately(join(folder, 'suite.md'), suiteMarkdown(suite));
  await writePrivately(join(folder, 'junit.xml'), junitOfSuite(suite, outputOf));
  const { profile } = suite.suite;
  const latest = updatedDurations(durations, profile, measuredSeconds(suite.cases));
  await writePrivately(join(folder, 'durations.json'), durationsFormat.write(latest));
}

/** How long the last attempt at each case took, if it measured something. */
function measuredSeconds(cases: readonly CaseResult[]): Map<string, number> {
  return new Map(
    cases.flatMap((one) => {
      const seconds = one.attempts.at(-1)?.seconds ?? 0;
      return one.figures && seconds > 0 ? [[caseName(one), Math.max(1, Math.round(seconds))] as const] : [];
    }),
  );
}
