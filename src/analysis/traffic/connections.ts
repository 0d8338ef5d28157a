import { z } from 'zod';
import { msFromNs } from '../../base/milliseconds.ts';
import { type ConnectionObservation, requestIntervalMs } from '../../observations/connection.ts';
import type { Observations } from '../../observations/observations.ts';
import { knownOutageMs, longestOutage } from '../outages/longest-outage.ts';
import type { Outage } from '../outages/outage.ts';
import { usualTimeoutMs } from './usual-timeout.ts';
import { waitingConnections } from './waiting-connections.ts';

/**
 * How long a connection stands still when nothing passes one way for some time: until the first retransmission after
 * that, which the doubling of the timeout puts at R(2^k - 1) after the first request that was lost. Stalls of 0.22 to
 * 26.5 s were within 6 % of that (docs/trust.md, "TCP"). It is not a bound: when the two directions are back at different
 * times, answers may be lost after requests got through, and their sender has a timer of its own (seen: 3.60 s for
 * 3.17 s).
 *
 * @param outageMs 0 or more
 * @param timeoutMs R, above 0
 */
export function predictedStallMs(outageMs: number, timeoutMs: number): number {
  if (outageMs <= 0) return 0;
  const retransmissions = Math.max(1, Math.ceil(Math.log2(outageMs / timeoutMs + 1)));
  return timeoutMs * (2 ** retransmissions - 1);
}

/** Timers of the kernel fire up to so much late (docs/trust.md, "TCP"). */
const lateTimers = 1.06;

/**
 * The shortest and the longest stall after an outage. The first request is lost up to one interval after the outage began,
 * and timers fire late: near a doubling, the retransmission before the one that is due by the formula may get through,
 * which is half as long. A stall counts from the last answer, a whole interval before the first lost request at most.
 *
 * @param timeoutsMs those of the connections that stalled; one at least
 */
function predictedStall(
  outageMs: number,
  timeoutsMs: readonly number[],
): ConnectionsResult['predictedStall'] {
  if (outageMs <= 0) return { minMs: 0, maxMs: 0 };
  const shortest = Math.max(1, (outageMs - requestIntervalMs) / lateTimers);
  // Of two timers the longer one may fire first after the outage: its steps are others.
  const after = (outage: number) => timeoutsMs.map((timeout) => predictedStallMs(outage, timeout));
  return {
    minMs: Math.min(...after(shortest)),
    maxMs: requestIntervalMs + Math.max(...after(outageMs)),
  };
}

const ms = z.number();
const count = z.int().nonnegative();

export const connectionsResultSchema = z
  .object({
    opened: count,
    survived: count.describe(
      'They were still the same connection when the window ended, and had their answers.',
    ),
    reset: count.describe('They ended by a reset, or the other end closed them.'),
    timedOut: count,
    failed: count.describe('They ended for another reason.'),
    stalled: count.describe('They had 200 ms or more without an answer.'),
    stillStalled: count.describe(
      'They were open and had no answer when the window ended: whether they survived is not known.',
    ),
    nextTryMs: ms
      .nullable()
      .describe(
        'From the end of the window until TCP has sent again over all of the connections that are still stalled. Null: none is.',
      ),
    medianStallMs: ms
      .nullable()
      .describe('Median of the longest stall of each connection that stalled. Null: none did.'),
    longestStallMs: ms.nullable().describe('Null: none stalled.'),
    predictedStall: z
      .object({ minMs: ms, maxMs: ms })
      .readonly()
      .nullable()
      .describe(
        'The stall of a connection whose longest outage is in one direction (RFC 6298, 5.5), from one retransmission to the next where either can be the first that gets through. It can be longer where answers are lost after requests got through. Null: that outage did not end.',
      ),
    retransmits: count.describe('Segments that TCP sent again.'),
  })
  .readonly()
  .describe('TCP connections that the sender of a direction opened.');

export type ConnectionsResult = z.infer<typeof connectionsResultSchema>;

/**
 * The result of the connections that one direction's sender opened. Events before the fault or after the window do not
 * count: connections end when the measurement does.
 *
 * @param directions of the same trial: requests go one way, answers the other, and either may be interrupted
 */
export function connectionsResult(
  connections: readonly ConnectionObservation[],
  { t0, window }: Pick<Observations, 't0' | 'window'>,
  directions: readonly { readonly longestOutage: Outage | null }[],
): ConnectionsResult {
  const lostBy = (...states: ConnectionObservation['state'][]) =>
    connections.filter(
      ({ state, endedAt }) =>
        endedAt !== undefined && endedAt <= window.to && endedAt >= window.from && states.includes(state),
    ).length;
  const stalls = connections.flatMap((connection) => longestStall(connection, t0.lower, window.to));
  const lengths = stalls.map(({ from, to }) => msFromNs((to ?? window.to) - from)).sort((a, b) => a - b);
  const worst = longestOutage(directions.map((direction) => direction.longestOutage));
  const seen = stalls.map(({ retransmissionTimeoutMs }) => retransmissionTimeoutMs).filter((own) => own > 0);
  const timeouts = seen.length > 0 ? seen : [usualTimeoutMs];
  const waiting = waitingConnections(connections, { window });
  const lost = lostBy('reset', 'closed', 'timed-out', 'failed');
  return {
    opened: connections.length,
    survived: connections.length - lost - waiting.length,
    reset: lostBy('reset', 'closed'),
    timedOut: lostBy('timed-out'),
    failed: lostBy('failed'),
    stalled: lengths.length,
    stillStalled: waiting.length,
    nextTryMs: waiting.length === 0 ? null : Math.max(...waiting.map(({ nextTryMs }) => nextTryMs)),
    medianStallMs: lengths[(lengths.length - 1) >> 1] ?? null,
    longestStallMs: lengths.at(-1) ?? null,
    predictedStall:
      worst?.state === 'at-least' ? null : predictedStall(worst ? knownOutageMs(worst) : 0, timeouts),
    retransmits: connections.reduce((sum, { retransmits }) => sum + retransmits, 0),
  };
}

/** The longest time without an answer that lasted beyond T0; the end is left out when it lies beyond the window. */
function longestStall({ stalls }: ConnectionObservation, t0: number, end: number) {
  return stalls
    .filter(({ from, to }) => from < end && (to ?? end) > t0)
    .map(({ from, to, retransmissionTimeoutMs }) => ({
      from,
      to: to !== undefined && to <= end ? to : undefined,
      retransmissionTimeoutMs,
    }))
    .sort((a, b) => (a.to ?? end) - a.from - ((b.to ?? end) - b.from))
    .slice(-1);
}
