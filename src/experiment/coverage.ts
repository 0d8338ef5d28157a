import { z } from 'zod';
import type { Lab } from '../lab/lab.ts';
import { tunnelsAt } from '../topology/find.ts';

/** One way of traffic through the lab: who sends, who receives, and the nodes that put it into tunnels. */
export interface FlowPath {
  readonly senderAddress: string;
  readonly receiverAddress: string;
  /** Instances or devices: each counts the flows that it sends into each of its tunnels. */
  readonly entrances: readonly string[];
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

/** Packets of one flow that went into one tunnel. */
export interface TunnelCount {
  readonly tunnel: string;
  readonly sourcePort: number;
  readonly packets: number;
}

/** Counts, in the kernels of the nodes at the entrances, which flow took which tunnel. */
export async function countTunnels(lab: Lab, path: FlowPath): Promise<TunnelCount[]> {
  const counts = await Promise.all(
    path.entrances.map(async (node) => {
      const { stdout } = await lab
        .node(node)
        .container.exec(['nft', '-j', 'list', 'table', 'inet', 'tunnels']);
      const names = new Map(
        tunnelsAt(lab.topology, node).map(({ local, tunnel }) => [local.interface, tunnel.name]),
      );
      return parseTunnelCounts(stdout, names, path);
    }),
  );
  return counts.flat();
}

/** @param names tunnel by the name of its device, which is also the name of its set of counters */
export function parseTunnelCounts(
  json: string,
  names: ReadonlyMap<string, string>,
  { senderAddress, receiverAddress }: Pick<FlowPath, 'senderAddress' | 'receiverAddress'>,
): TunnelCount[] {
  return nftSets.parse(JSON.parse(json)).nftables.flatMap(({ set }) => {
    const tunnel = set && names.get(set.name);
    if (tunnel === undefined) return [];
    return (set?.elem ?? []).flatMap(({ elem: { val, counter } }): TunnelCount[] => {
      const [source, destination, sourcePort] = val.concat;
      if (source !== senderAddress || destination !== receiverAddress) return [];
      return [{ tunnel, sourcePort, packets: counter.packets }];
    });
  });
}

/** The tunnel that carried each flow, by source port: the one with the most of its packets. */
export function tunnelOfFlow(counts: readonly TunnelCount[]): Map<number, string> {
  const most = new Map<number, TunnelCount>();
  for (const count of counts) {
    if (count.packets > (most.get(count.sourcePort)?.packets ?? 0)) most.set(count.sourcePort, count);
  }
  return new Map([...most].map(([port, { tunnel }]) => [port, tunnel]));
}
