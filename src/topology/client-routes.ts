import { prefixContains } from '../base/addresses.ts';
import { expectedRoutes } from './expected-routes.ts';
import { clientsOf, tunnelsAt } from './find.ts';
import type { Topology } from './topology.ts';
import type { ClientNode } from './topology-node.ts';

/**
 * Adds the prefixes that clients reach to their routes. Clients other than Windows reach the virtual network, and
 * everything that their gateway learns by BGP, behind any number of tunnels. They reach nothing behind a connection
 * without BGP (About point-to-site VPN routing). A default route that their gateway learned is not theirs.
 */
export function withClientRoutes(topology: Topology): Topology {
  if (clientsOf(topology).length === 0) return topology;
  const learned = new Map(
    topology.pointToSite.map(({ name, nodes }) => [name, learnedByBgp(topology, nodes)] as const),
  );
  return {
    ...topology,
    nodes: topology.nodes.map((node) =>
      node.role === 'client' ? { ...node, routes: routesOf(node, learned.get(node.gateway) ?? []) } : node,
    ),
  };
}

/** Without those that contain the address of the server: the tunnel would carry its own packets. */
const routesOf = ({ routes, serverAddress }: ClientNode, learned: readonly string[]): string[] =>
  [...new Set([...routes, ...learned])].filter((prefix) => !prefixContains(prefix, serverAddress));

/** Prefixes that lead into a tunnel with BGP on one of these instances. */
function learnedByBgp(topology: Topology, instances: readonly string[]): string[] {
  const devices = new Map(
    instances.map((instance) => [
      instance,
      tunnelsAt(topology, instance).flatMap((tunnel) => (tunnel.tunnel.bgp ? [tunnel.interface] : [])),
    ]),
  );
  const isLearned = (node: string, device: string) => devices.get(node)?.includes(device) ?? false;
  return expectedRoutes(topology)
    .filter(({ nodes, choices }) =>
      nodes.some((node) => choices.flat().some((hop) => isLearned(node, hop.interface))),
    )
    .map(({ prefix }) => prefix);
}
