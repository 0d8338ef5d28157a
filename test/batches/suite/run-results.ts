import type { TrialResult } from '../../../src/analysis/result.ts';
import { runResult as composed } from '../../../src/analysis/result-of.ts';
import { type Circumstances, type RunResult, runResultSchema } from '../../../src/analysis/run-result.ts';
import { numbered, resultOf } from '../../analysis/results.ts';
import { crash } from '../../analysis/synthetic.ts';
import { circumstances } from '../../report/run-result.ts';

/** Outages of 0.85 s and 2.87 s; redundancy after 9.00 s. */
export const recovered: TrialResult = resultOf(crash(), { delayThresholdMs: 100 });

/** The same, but invalid. */
export const invalid: TrialResult = {
  ...recovered,
  quality: {
    ...recovered.quality,
    valid: false,
    flags: [
      { code: 'loss-before-fault', severity: 'invalid', message: '3 packets were lost before the fault' },
    ],
  },
};

/** The result of these trials, in a run of the fast profile with these limits. */
export function runResult(
  trials: readonly TrialResult[],
  limits: Circumstances['limits'] = null,
  id = 'dual-redundancy-1',
): RunResult {
  return runResultSchema.parse(
    composed({ ...circumstances, run: { ...circumstances.run, id }, limits }, numbered(trials)),
  );
}
