import type { LargePacketsResult } from '../../analysis/traffic/large-packets.ts';
import { duration } from '../../base/duration.ts';

/** "8 of 8 flows lost them, for 12.1 s", or "none lost". */
export function largePacketsText({
  flows,
  flowsHit,
  flowsNotRecovered,
  longestLossMs,
}: LargePacketsResult): string {
  if (longestLossMs === null) return 'none lost';
  const end = flowsNotRecovered > 0 ? ', to the end of the run' : '';
  return `lost for ${duration(longestLossMs)}${end} (${flowsHit} of ${flows} flows)`;
}

/** "stalled for 12.4 s (2 of 4)", or "no stall". */
export function bulkText({ bulk }: LargePacketsResult): string {
  const { connections, ended, stalled, stillStalled, longestStallMs } = bulk;
  const lost = ended > 0 ? `${ended} of ${connections} ended` : undefined;
  const stall =
    longestStallMs === null
      ? 'no stall'
      : `stalled for ${duration(longestStallMs)}${stillStalled > 0 ? ', to the end of the run' : ''} (${stalled} of ${connections})`;
  return lost === undefined ? stall : `${stall}, ${lost}`;
}
