import { type DirectionObservations, tunnelsOf } from '../experiment/observations.ts';
import type { FlowSpread } from './result.ts';

/**
 * How the flows of one direction were spread over the tunnels, as the nodes counted them on the way into each: whether
 * every flow stayed on its path while nothing changed, and how many took another one afterwards. Null: not counted.
 */
export function flowSpread({
  tunnelPackets,
  flows,
  expectedTunnels,
}: Pick<DirectionObservations, 'tunnelPackets' | 'flows' | 'expectedTunnels'>): FlowSpread | null {
  if (!tunnelPackets) return null;
  const { before, after } = tunnelPackets;
  const pathOf = new Map(
    flows.map(({ sourcePort, tunnelBefore = '' }) => [sourcePort, tunnelsOf(tunnelBefore)]),
  );
  const names = [...new Set([...expectedTunnels, ...[...before, ...after].map(({ tunnel }) => tunnel)])];
  const elsewhere = (counts: typeof before): number =>
    new Set(
      counts
        .filter(({ tunnel, sourcePort }) => !pathOf.get(sourcePort)?.includes(tunnel))
        .map(({ sourcePort }) => sourcePort),
    ).size;
  const packets = (counts: typeof before, name: string): number =>
    counts.reduce((sum, count) => (count.tunnel === name ? sum + count.packets : sum), 0);
  return {
    tunnels: names.map((tunnel) => ({
      tunnel,
      flows: [...pathOf.values()].filter((path) => path.includes(tunnel)).length,
      packetsBefore: packets(before, tunnel),
      packetsAfter: packets(after, tunnel),
    })),
    flowsStrayed: elsewhere(before),
    flowsMoved: elsewhere(after),
  };
}
