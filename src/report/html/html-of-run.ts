import type { ObservedTrial } from '../../analysis/result-of.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { pageAssets } from './assets.ts';
import { htmlReport } from './page.ts';

/** A run as a self-contained HTML file. @param trials from which the result was computed */
export async function htmlOfRun(result: RunResult, trials: readonly ObservedTrial[]): Promise<string> {
  return htmlReport(
    result,
    trials.map(({ observations }) => observations),
    await pageAssets('run'),
  );
}
