import { z } from 'zod';
import type { DirectionObservations, TunnelPackets } from '../../observations/direction.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import { probabilityAllUsed } from './probability-all-used.ts';

const count = z.int().nonnegative();

export const flowSpreadSchema = z
  .object({
    tunnels: z
      .array(
        z
          .object({
            tunnel: z.string(),
            flows: count.describe('Flows that it carried before T0.'),
            packetsBefore: count.describe('Packets that went into it up to T0.'),
            packetsAfter: count,
          })
          .readonly(),
      )
      .readonly(),
    probabilityAllUsed: z
      .number()
      .describe('Probability that this many flows, each on a tunnel by chance, use every one of them.'),
    flowsStrayed: count.describe('Flows that changed their tunnel before T0, when nothing had changed.'),
    flowsMoved: count.describe('Flows that took another tunnel after T0, even for a short time.'),
  })
  .readonly()
  .describe('How the flows were spread over the tunnels, counted where packets enter a tunnel.');

export type FlowSpread = z.infer<typeof flowSpreadSchema>;

/**
 * How the flows of one direction were spread over the tunnels, as the nodes counted them: whether every flow stayed on
 * its path while nothing changed, and how many took another one afterwards. Null: not counted.
 */
export function flowSpread({
  tunnelPackets,
  flows,
  expectedTunnels,
}: Pick<DirectionObservations, 'tunnelPackets' | 'flows' | 'expectedTunnels'>): FlowSpread | null {
  if (!tunnelPackets) return null;
  const pathOf = new Map(
    flows.map(({ sourcePort, tunnelBefore = '' }) => [sourcePort, tunnelsOf(tunnelBefore)]),
  );
  // The counters still contain the flows of earlier trials.
  const ofThese = (counts: readonly TunnelPackets[]) =>
    counts.filter(({ sourcePort }) => pathOf.has(sourcePort));
  const [before, after] = [ofThese(tunnelPackets.before), ofThese(tunnelPackets.after)];
  const names = [...new Set([...expectedTunnels, ...[...before, ...after].map(({ tunnel }) => tunnel)])];
  const elsewhere = (counts: readonly TunnelPackets[]): number =>
    new Set(
      counts
        .filter(({ tunnel, sourcePort }) => !pathOf.get(sourcePort)?.includes(tunnel))
        .map(({ sourcePort }) => sourcePort),
    ).size;
  const packets = (counts: readonly TunnelPackets[], name: string): number =>
    counts.reduce((sum, count) => (count.tunnel === name ? sum + count.packets : sum), 0);
  return {
    tunnels: names.map((tunnel) => ({
      tunnel,
      flows: [...pathOf.values()].filter((path) => path.includes(tunnel)).length,
      packetsBefore: packets(before, tunnel),
      packetsAfter: packets(after, tunnel),
    })),
    probabilityAllUsed: probabilityAllUsed(flows.length, expectedTunnels.length),
    flowsStrayed: elsewhere(before),
    flowsMoved: elsewhere(after),
  };
}
