import { z } from 'zod';
import type { Lab } from '../../lab/lab.ts';
import { tcpSet } from '../../nodes/packet-filter/nftables.ts';
import type { ConnectionWays } from '../../observations/connection-ways.ts';
import { devicesOf, instancesOf, oncePerPair, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { connectionPort } from '../probes/connections.ts';
import { portOfPair } from './connections.ts';
import type { TrafficDirection } from './traffic.ts';

/** One way of a TCP connection into one tunnel, as the node in front of the tunnel saw it. */
export interface TcpWay {
  /** Addresses and ports of the one who opened the connection and of the other. */
  readonly client: string;
  readonly server: string;
  readonly toServer: boolean;
  /** The device at an end of the tunnel; the first one of a pair. */
  readonly device: string;
}

const tcpSets = z.object({
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
                }),
              }),
            )
            .optional(),
        })
        .optional(),
    }),
  ),
});

/** Asks the kernels of all nodes with tunnels which TCP connections of the measurement went into them. */
export async function tcpWays(lab: Lab): Promise<TcpWay[]> {
  const { topology } = lab;
  const nodes = [...instancesOf(topology), ...devicesOf(topology)].filter(({ name }) => lab.runs(name));
  const ways = await Promise.all(
    nodes.map(async ({ name }) => {
      const { stdout } = await lab
        .node(name)
        .container.exec(['nft', '-j', 'list', 'table', 'inet', 'tunnels']);
      return parseTcpWays(stdout, devicesBehind(topology, name));
    }),
  );
  return ways.flat();
}

/** The device at either end of each tunnel of a node, by the tunnel's set; tunnels between gateways have none. */
export function devicesBehind(topology: Topology, node: string): ReadonlyMap<string, string> {
  return new Map(
    tunnelsAt(topology, node).flatMap(({ interface: device, local, remote }): [string, string][] => {
      const [name] = [local, remote].find(({ side }) => side === 'device')?.nodes ?? [];
      return name === undefined ? [] : [[tcpSet(device), name]];
    }),
  );
}

export function parseTcpWays(json: string, devices: ReadonlyMap<string, string>): TcpWay[] {
  return tcpSets.parse(JSON.parse(json)).nftables.flatMap(({ set }) => {
    const device = set && devices.get(set.name);
    if (device === undefined) return [];
    return (set?.elem ?? []).flatMap(({ elem: { val } }): TcpWay[] => {
      const [source, destination, sourcePort, destinationPort] = val.concat;
      const [from, to] = [`${source}:${sourcePort}`, `${destination}:${destinationPort}`];
      if (isServerPort(destinationPort)) return [{ client: from, server: to, toServer: true, device }];
      if (isServerPort(sourcePort)) return [{ client: to, server: from, toServer: false, device }];
      return [];
    });
  });
}

/** Far below the ports from which connections are opened (32768 and more). */
const isServerPort = (port: number): boolean => port >= connectionPort && port < connectionPort + 1000;

/** The address that opens connections in one direction, and the address and port that answers. */
export interface ConnectionEnds {
  readonly client: string;
  readonly server: string;
}

/** The ends of the TCP connections of one direction; each pair of hosts has a port of its own. */
export const connectionEnds = ({
  senderAddress,
  receiverAddress,
  pairIndex,
}: Pick<TrafficDirection, 'senderAddress' | 'receiverAddress' | 'pairIndex'>): ConnectionEnds => ({
  client: senderAddress,
  server: `${receiverAddress}:${portOfPair(pairIndex)}`,
});

/**
 * How many of the connections that a host tried to open came back over another device of a site than they left by. A
 * connection counts when both of its ways were seen, even if a firewall then dropped the answer.
 *
 * @param earlier ways of connections of earlier trials, which are still remembered
 */
export function waysOf(
  { client, server }: ConnectionEnds,
  all: readonly TcpWay[],
  { earlier, siteOf }: { readonly earlier: readonly TcpWay[]; readonly siteOf: (device: string) => string },
): ConnectionWays {
  const known = new Set(earlier.map(keyOf));
  const tried = new Map<string, { readonly there: Set<string>; readonly back: Set<string> }>();
  for (const way of all) {
    if (known.has(keyOf(way)) || way.server !== server || !way.client.startsWith(`${client}:`)) continue;
    const own = tried.get(keyOf(way)) ?? { there: new Set(), back: new Set() };
    (way.toServer ? own.there : own.back).add(way.device);
    tried.set(keyOf(way), own);
  }
  const both = [...tried.values()].filter(({ there, back }) => there.size > 0 && back.size > 0);
  const returnsElsewhere = ({ there, back }: (typeof both)[number]) =>
    [...there].some((device) => {
      const sameSite = [...back].filter((other) => siteOf(other) === siteOf(device));
      return sameSite.length > 0 && !sameSite.includes(device);
    });
  return { seen: both.length, overAnotherDevice: both.filter(returnsElsewhere).length };
}

const keyOf = ({ client, server }: TcpWay): string => `${client} ${server}`;

/** The site of a device, by its name. */
export const siteOfDevice = (topology: Topology): ((device: string) => string) => {
  const sites = new Map(devicesOf(topology).map(({ name, site }) => [name, site]));
  return (device) => sites.get(device) ?? device;
};

/** Whether a connection can come back over another device: a site has several. */
export function canReturnElsewhere(topology: Topology): boolean {
  const sites = oncePerPair(devicesOf(topology)).map(({ site }) => site);
  return new Set(sites).size < sites.length;
}
