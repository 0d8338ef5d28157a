import type { ReachEnd } from './reach/reach-end.ts';
import { routeTables } from './reach/route-tables.ts';
import { longestMatch } from './reach/walk.ts';
import type { Topology } from './topology.ts';

/**
 * The tunnels that routing uses from one end to another when everything is up: those of the first hop, those of the
 * second one, and so on. A lab may have tunnels that are in none of them, because others have a better path. The tunnels
 * of clients are not among them.
 */
export function expectedTunnels(topology: Topology, from: ReachEnd, to: ReachEnd): string[][] {
  const tables = routeTables(topology, [to.address]);
  const visited = new Set<string>();
  const hops: string[][] = [];
  let pending = [...(from.service?.nodes ?? [from.network])];
  while (pending.length > 0) {
    const tunnels = new Set<string>();
    const beyond: string[] = [];
    // The next hops on this side of the tunnels. The list grows during the loop.
    for (const node of pending) {
      if (visited.has(node) || to.service?.nodes.includes(node)) continue;
      visited.add(node);
      for (const hop of longestMatch(tables, node, to.address)) {
        if (hop.tunnel === undefined) pending.push(hop.node);
        else {
          tunnels.add(hop.tunnel);
          beyond.push(hop.node);
        }
      }
    }
    if (tunnels.size > 0) hops.push([...tunnels]);
    pending = beyond;
  }
  return hops;
}
