import { z } from 'zod';
import type { Lab } from '../../lab/lab.ts';
import { pathThrough } from '../../observations/tunnel-path.ts';
import { devicesOf, instancesOf, tunnelsAt } from '../../topology/find.ts';
import { tunnelDistances } from '../../topology/tunnel-distances.ts';

/** One direction of traffic through the lab: its sender, its receiver, and the source ports of its flows. */
export interface FlowPath {
  readonly sender: string;
  /** The router of its network; of a client, that of its gateway's. */
  readonly senderNetwork: string;
  readonly senderAddress: string;
  readonly receiverAddress: string;
  /** Source port of each flow. */
  readonly sourcePorts: readonly number[];
}

const nftSets = z.object({
  nftables: z.array(
    z.object({
      set: z
        .object({
          name: z.string(),
          elem: z
            .array(
              z.object({
                elem: z.object({
                  val: z.object({ concat: z.tuple([z.string(), z.string(), z.number(), z.number()]) }),
                  counter: z.object({ packets: z.number() }),
                }),
              }),
            )
            .optional(),
        })
        .optional(),
    }),
  ),
});

/** Packets of one flow that a node put into one tunnel. */
export interface TunnelCount {
  readonly tunnel: string;
  readonly sourcePort: number;
  readonly packets: number;
  /** Number of tunnels between the sender and this node. */
  readonly distance: number;
}

/**
 * Counts which flow of which path took which tunnel, in the kernels of all nodes with tunnels. A path may have several
 * tunnels: an instance or a device in the middle forwards packets from one tunnel into the next.
 */
export async function countTunnels(lab: Lab, paths: readonly FlowPath[]): Promise<TunnelCount[][]> {
  const { topology } = lab;
  const directions = paths.map((path) => ({
    path,
    distances: tunnelDistances(topology, path.senderNetwork),
  }));
  const counts = await Promise.all(
    [...instancesOf(topology), ...devicesOf(topology)].map(async ({ name }) => {
      if (!lab.runs(name)) return [];
      const { stdout } = await lab
        .node(name)
        .container.exec(['nft', '-j', 'list', 'table', 'inet', 'tunnels']);
      const names = new Map(tunnelsAt(topology, name).map((own) => [own.interface, own.tunnel.name]));
      return directions.map(({ path, distances }) => {
        const distance = distances.get(name) ?? 0;
        return parseTunnelCounts(stdout, names, path).map((count) => ({ ...count, distance }));
      });
    }),
  );
  return paths.map((_, index) => counts.flatMap((ofNode) => ofNode[index] ?? []));
}

/**
 * Leaves out the flows of earlier attempts and trials, which were counted in the same sets.
 *
 * @param names the tunnel of each device; a set of counters has the name of its device
 */
export function parseTunnelCounts(
  json: string,
  names: ReadonlyMap<string, string>,
  { senderAddress, receiverAddress, sourcePorts }: Omit<FlowPath, 'sender' | 'senderNetwork'>,
): Omit<TunnelCount, 'distance'>[] {
  const ports = new Set(sourcePorts);
  return nftSets.parse(JSON.parse(json)).nftables.flatMap(({ set }) => {
    const tunnel = set && names.get(set.name);
    if (tunnel === undefined) return [];
    return (set?.elem ?? []).flatMap(({ elem: { val, counter } }): Omit<TunnelCount, 'distance'>[] => {
      const [source, destination, sourcePort] = val.concat;
      if (source !== senderAddress || destination !== receiverAddress) return [];
      if (!ports.has(sourcePort)) return [];
      return [{ tunnel, sourcePort, packets: counter.packets }];
    });
  });
}

/** What was counted between two looks at the same counters. */
export function countedSince(before: readonly TunnelCount[], now: readonly TunnelCount[]): TunnelCount[] {
  const keyOf = ({ tunnel, sourcePort, distance }: TunnelCount) => `${tunnel} ${sourcePort} ${distance}`;
  const earlier = new Map(before.map((count) => [keyOf(count), count.packets]));
  return now.map((count) => ({ ...count, packets: count.packets - (earlier.get(keyOf(count)) ?? 0) }));
}

/**
 * The path of each flow, by source port. At each distance from the sender, the tunnel that took most of the flow's
 * packets counts. The tunnels are in the order in which the flow passes them.
 */
export function pathOfFlow(counts: readonly TunnelCount[]): Map<number, string> {
  const flows = new Map<number, Map<number, TunnelCount>>();
  for (const count of counts) {
    const most = flows.get(count.sourcePort) ?? new Map<number, TunnelCount>();
    if (count.packets > (most.get(count.distance)?.packets ?? 0)) most.set(count.distance, count);
    if (most.size > 0) flows.set(count.sourcePort, most);
  }
  return new Map(
    [...flows].map(([port, most]) => [
      port,
      pathThrough([...most.values()].sort((a, b) => a.distance - b.distance).map(({ tunnel }) => tunnel)),
    ]),
  );
}
