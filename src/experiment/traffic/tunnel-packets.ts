import type { Lab } from '../../lab/lab.ts';
import type { TunnelPackets } from '../../observations/direction.ts';
import type { DirectionName } from '../../topology/direction.ts';
import { countTunnels } from './coverage.ts';
import type { Traffic } from './traffic.ts';

/** Packets of every flow into every tunnel so far, by direction. */
export type TunnelTotals = ReadonlyMap<DirectionName, readonly TunnelPackets[]>;

/** Asks the kernels of all nodes with tunnels. The counts of a node that has crashed are lost. */
export async function tunnelTotals(lab: Lab, { directions }: Traffic): Promise<TunnelTotals> {
  return new Map(
    await Promise.all(
      directions.map(async (direction) => {
        const counts = await countTunnels(lab, direction);
        return [
          direction.name,
          counts.map(({ tunnel, sourcePort, packets }) => ({ tunnel, sourcePort, packets })),
        ] as const;
      }),
    ),
  );
}

/** Packets counted since `before`. A node that was replaced in between counts from zero. */
export function since(
  before: readonly TunnelPackets[],
  now: readonly TunnelPackets[],
): readonly TunnelPackets[] {
  return now.flatMap((count) => {
    const earlier =
      before.find(({ tunnel, sourcePort }) => tunnel === count.tunnel && sourcePort === count.sourcePort)
        ?.packets ?? 0;
    const packets = count.packets >= earlier ? count.packets - earlier : count.packets;
    return packets > 0 ? [{ ...count, packets }] : [];
  });
}
