import { prefixContains } from '../../base/addresses.ts';
import { mirrored, type TrafficSelectors } from '../../definition/traffic-selectors.ts';
import { expectedRoutes } from '../expected-routes.ts';
import { type LocalTunnel, tunnelsAt } from '../find.ts';
import { learnedRoutes, speakerNetwork } from '../learned-routes.ts';
import type { NextHop } from '../next-hop.ts';
import type { Topology } from '../topology.ts';

/** The next machine on the way to a destination. */
export interface Hop {
  readonly node: string;
  /** The connection whose tunnel leads there; absent: a wire does. */
  readonly over?: string;
  /** Its tunnel. */
  readonly tunnel?: string;
  /** What its child SAs carry, as this end sees it; absent: everything. */
  readonly carries?: readonly TrafficSelectors[];
}

export interface Route {
  readonly prefix: string;
  readonly hops: readonly Hop[];
}

/** Where the nodes with routing send packets to one of some addresses, when everything is up. */
export type RouteTables = ReadonlyMap<string, readonly Route[]>;

/**
 * The routes to those of the addresses that are behind a tunnel: from BGP, the static ones of tunnels without BGP, and
 * to the clients of point-to-site, which are announced by BGP only.
 */
export function routeTables(topology: Topology, addresses: readonly string[]): RouteTables {
  const tables = new Map<string, Route[]>();
  const isWanted = (prefix: string) => addresses.some((address) => prefixContains(prefix, address));
  const add = (node: string, prefix: string, hops: readonly Hop[]) => {
    if (hops.length > 0) tables.set(node, [...(tables.get(node) ?? []), { prefix, hops }]);
  };
  const hopsOf = hopsIn(topology);
  for (const { nodes, prefix, choices } of expectedRoutes(topology)) {
    if (isWanted(prefix)) for (const node of nodes) add(node, prefix, hopsOf(node, choices.flat()));
  }
  for (const { prefix, from, hops } of staticRoutes(topology)) {
    if (!isWanted(prefix)) continue;
    for (const node of from) {
      add(node, prefix, hops);
      const behind = routerBehind(topology, node);
      if (behind !== undefined) add(behind, prefix, [{ node }]);
    }
  }
  for (const { prefix, node, hops } of clientRoutes(topology)) if (isWanted(prefix)) add(node, prefix, hops);
  return tables;
}

/** The name of the connection by which this end of a tunnel reaches the other one. */
export const connectionOf = ({ tunnel, local }: Pick<LocalTunnel, 'tunnel' | 'local'>): string => {
  const [first = tunnel.name, second = first] = tunnel.connections;
  return tunnel.ends[0] === local ? first : second;
};

function hopsIn(topology: Topology): (node: string, hops: readonly NextHop[]) => Hop[] {
  const tunnels = new Map<string, readonly LocalTunnel[]>();
  const owners = new Map(
    topology.nodes.flatMap(({ name, interfaces }) =>
      interfaces.map(({ address }) => [address, name] as const),
    ),
  );
  return (node, hops) => {
    const own = tunnels.get(node) ?? tunnelsAt(topology, node);
    tunnels.set(node, own);
    return hops.flatMap((hop): Hop[] => {
      const through = own.find((tunnel) => tunnel.interface === hop.interface);
      if (through) return hopsThrough(through);
      const next = owners.get(hop.gateway ?? '');
      return next === undefined ? [] : [{ node: next }];
    });
  };
}

function staticRoutes({ tunnels }: Topology) {
  return tunnels.flatMap((tunnel) =>
    tunnel.ends.flatMap((local) => {
      const remote = tunnel.ends.find((end) => end !== local);
      const hops = remote ? hopsThrough({ tunnel, local, remote }) : [];
      return local.staticRoutes.map((prefix) => ({ prefix, from: local.nodes, hops }));
    }),
  );
}

/** The other ends of a tunnel, as its own end sees them. */
function hopsThrough({ tunnel, local, remote }: Pick<LocalTunnel, 'tunnel' | 'local' | 'remote'>): Hop[] {
  const carries = tunnel.ends[0] === local ? tunnel.carries : tunnel.carries?.map(mirrored);
  return remote.nodes.map((node) => ({
    node,
    over: connectionOf({ tunnel, local }),
    tunnel: tunnel.name,
    ...(carries && { carries }),
  }));
}

/** The router of the virtual network or site that a gateway instance or a device is in. */
export const routerBehind = ({ nodes }: Topology, name: string): string | undefined => {
  const own = nodes.find((node) => node.name === name);
  return nodes.find(
    ({ name: router, role }) =>
      (role === 'virtual-network' || role === 'site') &&
      own?.interfaces.some(({ attachedTo }) => attachedTo.node === router),
  )?.name;
};

/** A gateway announces its clients as it announces its virtual network, and only by BGP. */
function clientRoutes(topology: Topology) {
  if (topology.pointToSite.length === 0) return [];
  const withBgp = { ...topology, tunnels: topology.tunnels.filter(({ bgp }) => bgp) };
  const network = speakerNetwork(withBgp);
  const hopsOf = hopsIn(withBgp);
  return topology.pointToSite.flatMap(({ nodes, addressPool }) => {
    const home = topology.nodes.find(({ name }) => name === routerBehind(topology, nodes[0] ?? ''));
    if (home?.role !== 'virtual-network') return [];
    const clients = { prefixes: addressPool, routers: new Set([home]), heldBack: new Set<typeof home>() };
    const learned = [...learnedRoutes(network, clients)];
    const routes = [
      { node: home.name, hops: nodes.map((node): Hop => ({ node })) },
      ...learned.flatMap(([speaker, { nextHops, viaSibling }]) => [
        ...speaker.nodes.map((node) => ({ node, hops: hopsOf(node, nextHops) })),
        ...(viaSibling || speaker.router === home
          ? []
          : [{ node: speaker.router.name, hops: speaker.nodes.map((node): Hop => ({ node })) }]),
      ]),
    ];
    return addressPool.flatMap((prefix) => routes.map((route) => ({ ...route, prefix })));
  });
}
