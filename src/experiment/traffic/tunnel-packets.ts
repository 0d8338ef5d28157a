import type { Lab } from '../../lab/lab.ts';
import type { TunnelPackets } from '../../observations/direction.ts';
import { countTunnels } from './coverage.ts';
import type { DirectionKey, Traffic } from './traffic.ts';

/** Packets of every flow into every tunnel so far, by direction. */
export type TunnelTotals = ReadonlyMap<DirectionKey, readonly TunnelPackets[]>;

/** Asks the kernels of all nodes with tunnels. The counts of a node that has crashed are lost. */
export async function tunnelTotals(lab: Lab, { directions }: Traffic): Promise<TunnelTotals> {
  const counts = await countTunnels(lab, directions);
  return new Map(
    directions.map(({ key }, index) => [
      key,
      (counts[index] ?? []).map(({ tunnel, sourcePort, packets }) => ({ tunnel, sourcePort, packets })),
    ]),
  );
}

/** Packets counted since `before`. A node that was replaced in between counts from zero. */
export function since(
  before: readonly TunnelPackets[],
  now: readonly TunnelPackets[],
): readonly TunnelPackets[] {
  const keyOf = ({ tunnel, sourcePort }: TunnelPackets) => `${tunnel} ${sourcePort}`;
  const packetsBefore = new Map(before.map((count) => [keyOf(count), count.packets]));
  return now.flatMap((count) => {
    const earlier = packetsBefore.get(keyOf(count)) ?? 0;
    const packets = count.packets >= earlier ? count.packets - earlier : count.packets;
    return packets > 0 ? [{ ...count, packets }] : [];
  });
}
