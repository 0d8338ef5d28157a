import { z } from 'zod';
import { msFromNs } from '../../base/milliseconds.ts';
import type { ConnectionObservation } from '../../observations/connection.ts';
import { type ConnectionWays, connectionWaysSchema } from '../../observations/connection-ways.ts';
import type { Observations } from '../../observations/observations.ts';
import { comparisonSchema } from '../prediction/comparison.ts';
import { type PossibleWays, predictedStall } from './stalls/predicted-stall.ts';
import { compareStall } from './stalls/stall-comparison.ts';
import { waitingConnections } from './waiting-connections.ts';

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
        'The shortest and the longest stall that the outages of the flows can cause: until the timers of TCP at either end send again what was lost (RFC 6298, 5.5; RFC 8985, 7). Null: an outage did not end, or there were too many.',
      ),
    stallComparison: comparisonSchema
      .exactOptional()
      .describe(
        'How the longest stall compares with the predicted one. Absent: the result is from a version that did not compare them.',
      ),
    ways: connectionWaysSchema
      .exactOptional()
      .describe('Absent: no site has several devices, or the result is from a version that did not look.'),
    retransmits: count.describe('Segments that TCP sent again.'),
  })
  .readonly()
  .describe('TCP connections that the sender of a direction opened.');

export type ConnectionsResult = z.infer<typeof connectionsResultSchema>;

/**
 * The result of the connections that one direction's sender opened. Events before the fault or after the window do not
 * count: connections end when the measurement does.
 *
 * @param devices over which devices they ran
 * @param firewalls devices that let only those connections pass that they saw begin
 * @param ways those of the requests, which go in this direction, and of the answers, which go in the other one
 */
export function connectionsResult(
  connections: readonly ConnectionObservation[],
  { t0, window }: Pick<Observations, 't0' | 'window'>,
  ways: PossibleWays,
  { devices, firewalls }: { readonly devices?: ConnectionWays; readonly firewalls?: readonly string[] } = {},
): ConnectionsResult {
  const lostBy = (...states: ConnectionObservation['state'][]) =>
    connections.filter(
      ({ state, endedAt }) =>
        endedAt !== undefined && endedAt <= window.to && endedAt >= window.from && states.includes(state),
    ).length;
  const stalls = connections.flatMap((connection) => longestStall(connection, t0.lower, window.to));
  const lengths = stalls.map(({ from, to }) => msFromNs((to ?? window.to) - from)).sort((a, b) => a - b);
  const predicted = predictedStall(ways, stalls);
  const longestStallMs = lengths.at(-1) ?? null;
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
    longestStallMs,
    predictedStall: predicted,
    stallComparison: compareStall({
      longestStallMs,
      goesOn: waiting.length > 0,
      predicted,
      ...(firewalls && { firewalls }),
    }),
    ...(devices && { ways: devices }),
    retransmits: connections.reduce((sum, { retransmits }) => sum + retransmits, 0),
  };
}

/** The longest time without an answer that lasted beyond T0; the end is left out when it lies beyond the window. */
function longestStall({ stalls }: ConnectionObservation, t0: number, end: number) {
  return stalls
    .filter(({ from, to }) => from < end && (to ?? end) > t0)
    .map(({ to, ...stall }) => ({ ...stall, to: to !== undefined && to <= end ? to : undefined }))
    .sort((a, b) => (a.to ?? end) - a.from - ((b.to ?? end) - b.from))
    .slice(-1);
}
