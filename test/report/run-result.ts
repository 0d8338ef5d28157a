import type { TrialResult } from '../../src/analysis/result.ts';
import { runResult as composed } from '../../src/analysis/result-of.ts';
import { type Circumstances, type RunResult, runResultSchema } from '../../src/analysis/run-result.ts';
import { profileNamed } from '../../src/definition/profile.ts';
import { connectionTimers } from '../../src/topology/connection-timers.ts';
import { designOf } from '../../src/topology/design.ts';
import { numbered } from '../analysis/results.ts';
import { labTopology } from '../topology/lab-topology.ts';

/** A run of the dual-redundancy lab in the fast profile. */
export const circumstances: Circumstances = {
  run: {
    id: 'dual-redundancy-20261122-211020-19ab',
    lab: 'dual-redundancy',
    summary: 'Active-active gateway and two on-premises devices',
    definition: '0123456789abcdef',
    startedAt: '2026-11-22T21:10:20.690Z',
    profile: 'fast',
    dataplane: 'userspace',
    flows: 16,
    rate: 100,
    tcp: { connections: 8, timeoutSeconds: 0 },
    fault: { name: 'instance-crash', target: null, parameters: null },
    targets: 1,
    trialsPerTarget: 1,
    shard: null,
    missing: [],
  },
  design: designOf(labTopology('dual-redundancy')),
  timers: profileNamed('fast'),
  connections: connectionTimers(labTopology('dual-redundancy')),
  versions: {
    switchover: '0.1.0',
    strongswan: '5.9.8',
    frr: '8.4.4',
    kernel: '6.1.0',
    engine: 'Docker 20.10.24',
  },
  limits: { maxOutageSeconds: 5, maxRedundancySeconds: 30 },
  calibration: {
    id: 'calibration-20261121-090000-77aa',
    startedAt: '2026-11-21T09:00:00.000Z',
    flows: 32,
    rate: 100,
    worstErrorMs: 1.7,
    undisturbedSeconds: 600,
    falseOutages: 0,
    metTarget: true,
  },
  bringUpMs: { containers: 600, packets: 2800 },
  documented: { figure: null, text: 'no figure for active-active gateways', source: 'article' },
};

/** What trials make of that run. */
export const runResult = (...trials: readonly TrialResult[]): RunResult => runOfRounds(1, trials);

/** What trials make of it when each target was broken so often. */
export function runOfRounds(trialsPerTarget: number, trials: readonly TrialResult[]): RunResult {
  return runResultSchema.parse(
    composed({ ...circumstances, run: { ...circumstances.run, trialsPerTarget } }, numbered(trials)),
  );
}
