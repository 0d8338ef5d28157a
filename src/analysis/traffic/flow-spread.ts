import type { DirectionObservations, TunnelPackets } from '../../observations/direction.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { FlowSpread } from '../result.ts';
import { probabilityAllUsed } from './probability-all-used.ts';

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
  const pathOf = new Map(
    flows.map(({ sourcePort, tunnelBefore = '' }) => [sourcePort, tunnelsOf(tunnelBefore)]),
  );
  // Earlier trials of the run had flows of their own.
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
