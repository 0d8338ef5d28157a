import { z } from 'zod';
import { msFromNs } from '../../base/milliseconds.ts';
import type { ConnectionObservation } from '../../observations/connection.ts';
import { type LargePackets, largePacketBytes } from '../../observations/large-packets.ts';
import type { Observations } from '../../observations/observations.ts';

const count = z.int().nonnegative();
const ms = z.number();

export const largePacketsResultSchema = z
  .object({
    bytes: count.describe('Of a large packet, with its IP header.'),
    flows: count,
    flowsHit: count.describe('Flows that lost packets after T0.'),
    flowsNotRecovered: count.describe('Flows that still lost all of them when the window ended.'),
    packetsLost: count,
    longestLossMs: ms
      .nullable()
      .describe(
        'From the first lost packet to the next one that arrived, or to the end. Null: none was lost.',
      ),
    bulk: z
      .object({
        connections: count,
        ended: count.describe('They were reset, timed out or failed.'),
        stalled: count.describe('They had 200 ms or more without progress.'),
        stillStalled: count.describe('They had none when the window ended.'),
        longestStallMs: ms.nullable().describe('Null: none stalled.'),
      })
      .readonly()
      .describe('TCP connections that carry as much as a file transfer.'),
  })
  .readonly()
  .describe('Large packets (UDP, never fragmented) and bulk TCP, which ran beside the flows.');

export type LargePacketsResult = z.infer<typeof largePacketsResultSchema>;

/** What became of large packets and bulk TCP from T0 to the end of the window. */
export function largePacketsResult(
  { packets, bulk }: LargePackets,
  { t0, window }: Pick<Observations, 't0' | 'window'>,
): LargePacketsResult {
  const losses = packets.map((flow) =>
    flow.losses.filter(({ from, to }) => from <= window.to && (to ?? window.to) > t0.lower),
  );
  const goesOn = ({ to }: { readonly to?: number }) => to === undefined || to > window.to;
  const stalls = bulk.map((connection) => stallsIn(connection, t0.lower, window.to));
  return {
    bytes: largePacketBytes,
    flows: packets.length,
    flowsHit: losses.filter((own) => own.length > 0).length,
    flowsNotRecovered: losses.filter((own) => own.some(goesOn)).length,
    packetsLost: losses.flat().reduce((sum, loss) => sum + loss.packets, 0),
    longestLossMs: longestMs(losses.flat(), window.to),
    bulk: {
      connections: bulk.length,
      ended: bulk.filter(({ endedAt }) => endedAt !== undefined && endedAt <= window.to).length,
      stalled: stalls.filter((own) => own.length > 0).length,
      stillStalled: stalls.filter((own) => own.some(goesOn)).length,
      longestStallMs: longestMs(stalls.flat(), window.to),
    },
  };
}

interface Period {
  readonly from: number;
  readonly to?: number;
}

const stallsIn = ({ stalls }: ConnectionObservation, t0: number, end: number): Period[] =>
  stalls.filter(({ from, to }) => from < end && (to ?? end) > t0);

function longestMs(periods: readonly Period[], end: number): number | null {
  if (periods.length === 0) return null;
  return msFromNs(Math.max(...periods.map(({ from, to }) => Math.min(to ?? end, end) - from)));
}
