import type { TrialResult } from '../../src/analysis/result.ts';
import { type RunResult, runResultSchema } from '../../src/analysis/run-result.ts';
import { seriesOf } from '../../src/analysis/series.ts';
import { verdictOn } from '../../src/analysis/verdict.ts';
import { profileNamed } from '../../src/definition/profile.ts';
import { resultOf } from '../analysis/results.ts';
import { crash } from '../analysis/synthetic.ts';

/** Outages of 0.85 s and 2.87 s; redundancy after 9.00 s. */
export const recovered: TrialResult = resultOf(crash(), { delayThresholdMs: 100 });

/** The same, and nothing of it counts. */
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

/** What a run of the fast profile prints for these trials. */
export function runResult(trials: readonly TrialResult[], id = 'dual-redundancy-1'): RunResult {
  return runResultSchema.parse({
    format: 'switchover-result/3',
    run: {
      id,
      lab: 'dual-redundancy',
      summary: 'Active-active gateway and two on-premises devices',
      startedAt: '2026-11-22T21:10:20.690Z',
      profile: 'fast',
      dataplane: 'userspace',
      flows: 16,
      rate: 100,
    },
    timers: profileNamed('fast'),
    versions: {
      switchover: '0.1.0',
      strongswan: '5.9.8',
      frr: '8.4.4',
      kernel: '6.1.0',
      engine: 'Docker 20.10.24',
    },
    bringUpMs: { packets: 2800 },
    limits: null,
    documented: { figure: null, text: 'no figure for active-active gateways', source: 'article' },
    trials: trials.map((trial) => ({ ...trial, phaseMs: 90 })),
    series: seriesOf(trials),
    verdict: verdictOn({ trials }),
  });
}
