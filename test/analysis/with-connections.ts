import type { TrialResult } from '../../src/analysis/result.ts';
import type { ConnectionsResult } from '../../src/analysis/traffic/connections.ts';
import { withDirections } from './results.ts';

/** A trial with eight TCP connections opened from each side, of which this became. */
export function withConnections(trial: TrialResult, changes: Partial<ConnectionsResult>): TrialResult {
  const connections: ConnectionsResult = {
    opened: 8,
    survived: 8,
    reset: 0,
    timedOut: 0,
    failed: 0,
    stalled: 0,
    stillStalled: 0,
    nextTryMs: null,
    medianStallMs: null,
    longestStallMs: null,
    predictedStall: { minMs: 0, maxMs: 0 },
    retransmits: 0,
    ...changes,
  };
  return withDirections(trial, () => ({ connections }));
}
