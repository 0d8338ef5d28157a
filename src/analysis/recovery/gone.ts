import { nsPerMs } from '../../base/milliseconds.ts';
import type { BgpTimers } from '../../definition/profile.ts';
import type { AppliedFault } from '../../observations/applied-fault.ts';
import type { Broken } from '../../topology/broken.ts';
import { rebuildMs } from '../prediction/convergence.ts';
import { replacementDetection } from '../prediction/detection-ranges.ts';

/** From when until when something is broken, in ms of the trial's clock. */
export interface Gone {
  readonly fromMs: number;
  /** The latest moment at which it runs again. Infinity: never. */
  readonly untilMs: number;
  /** How long its tunnels and sessions may need then. */
  readonly settleMs: number;
}

/**
 * When what a fault broke runs again, by plan and timers: a machine after its absence and its start, a line or a daemon
 * when undoing the fault began. A peer that tried to connect just before waits for its retry timer then.
 */
export function goneBy(
  { appliedAt, undoneAt, away }: Pick<AppliedFault, 'appliedAt' | 'undoneAt' | 'away'>,
  { returns }: Pick<Broken, 'returns'>,
  { connectRetrySeconds }: Pick<BgpTimers, 'connectRetrySeconds'>,
): Gone {
  const fromMs = appliedAt.lower / nsPerMs;
  const ends = [
    ...away.map((absence) => fromMs + replacementDetection(absence).maxMs),
    ...(undoneAt === undefined ? [] : [undoneAt / nsPerMs]),
    ...(returns ? [appliedAt.upper / nsPerMs] : []),
  ];
  return {
    fromMs,
    untilMs: ends.length > 0 ? Math.max(...ends) : Number.POSITIVE_INFINITY,
    settleMs: connectRetrySeconds * 1000 + rebuildMs,
  };
}
