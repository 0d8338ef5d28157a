import { msFromNs } from '../../base/milliseconds.ts';
import type { ConnectionObservation } from '../../observations/connection.ts';
import type { Observations } from '../../observations/observations.ts';
import { longestTimeoutMs, usualTimeoutMs } from './stalls/usual-timeout.ts';

/** A connection that was open and had no answer when the window ended: it may still survive. */
export interface WaitingConnection {
  /** From the end of the window until TCP sends again (ms). */
  readonly nextTryMs: number;
}

/** The connections of which it is not known whether they survived. */
export function waitingConnections(
  connections: readonly ConnectionObservation[],
  { window }: Pick<Observations, 'window'>,
): WaitingConnection[] {
  return connections.flatMap(({ endedAt, stalls }) => {
    if (endedAt !== undefined && endedAt <= window.to) return [];
    const stall = stalls.find(({ from, to }) => from < window.to && (to === undefined || to > window.to));
    if (!stall) return [];
    const { from, retransmissionTimeoutMs } = stall;
    return [{ nextTryMs: nextRetransmission(msFromNs(window.to - from), retransmissionTimeoutMs) }];
  });
}

/** How much later than `sinceMs` after the last answer TCP sends again, each time after twice as long (RFC 6298, 5.5). */
function nextRetransmission(sinceMs: number, firstTimeoutMs: number): number {
  let timeout = firstTimeoutMs > 0 ? firstTimeoutMs : usualTimeoutMs;
  let next = timeout;
  while (next <= sinceMs) {
    timeout = Math.min(2 * timeout, longestTimeoutMs);
    next += timeout;
  }
  return next - sinceMs;
}
