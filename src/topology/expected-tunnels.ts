import { prefixContains } from '../base/addresses.ts';
import { expectedRoutes } from './expected-routes.ts';
import { tunnelsAt } from './find.ts';
import type { NextHop } from './next-hop.ts';
import type { HostNode, Topology } from './topology.ts';
import { routerOf } from './traffic-ends.ts';

/**
 * The tunnels that routing uses from one host to another when everything is up: those of the first hop, those of the
 * second one, and so on. A lab may have tunnels that are in none of them, because others have a better path.
 */
export function expectedTunnels(topology: Topology, from: HostNode, to: HostNode): string[][] {
  const routes = expectedRoutes(topology).filter(({ prefix }) => prefixContains(prefix, to.address));
  const nextHops = (node: string): NextHop[] =>
    routes.flatMap(({ nodes, choices }) => (nodes.includes(node) ? choices.flat() : []));
  const visited = new Set<string>();
  const hops: string[][] = [];
  let pending = [routerOf(from)];
  while (pending.length > 0) {
    const tunnels = new Set<string>();
    const beyond: string[] = [];
    // The next hops on this side of the tunnels. The list grows during the loop.
    for (const node of pending) {
      if (visited.has(node)) continue;
      visited.add(node);
      for (const hop of nextHops(node)) {
        const through = tunnelsAt(topology, node).find((tunnel) => tunnel.interface === hop.interface);
        if (through) {
          tunnels.add(through.tunnel.name);
          beyond.push(...through.remote.nodes);
        } else {
          pending.push(...nodesWith(topology, hop.gateway));
        }
      }
    }
    if (tunnels.size > 0) hops.push([...tunnels]);
    pending = beyond;
  }
  return hops;
}

const nodesWith = ({ nodes }: Topology, address: string | undefined): string[] =>
  nodes.flatMap(({ name, interfaces }) =>
    interfaces.some((port) => port.address === address) ? [name] : [],
  );
