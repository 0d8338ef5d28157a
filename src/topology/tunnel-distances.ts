import { tunnelsAt } from './find.ts';
import type { Topology } from './topology.ts';

/** The least number of tunnels between a node and every other node that it can reach. */
export function tunnelDistances(topology: Topology, from: string): ReadonlyMap<string, number> {
  const distances = new Map<string, number>();
  let pending = [from];
  for (let distance = 0; pending.length > 0; distance++) {
    // All nodes on this side of the tunnels. The list grows during the loop.
    for (const node of pending) {
      if (distances.has(node)) continue;
      distances.set(node, distance);
      pending.push(...neighborsOf(topology, node));
    }
    pending = pending
      .flatMap((node) => tunnelsAt(topology, node).flatMap(({ remote }) => remote.nodes))
      .filter((node) => !distances.has(node));
  }
  return distances;
}

/** Nodes on the same wires. The public network does not count: only tunnels lead through it. */
function neighborsOf({ nodes }: Topology, name: string): string[] {
  const own = nodes.filter(({ role }) => role !== 'internet');
  return own.flatMap((node) => {
    const attached = node.interfaces.map(({ attachedTo }) => attachedTo.node);
    if (node.name === name) return attached.filter((other) => own.some((each) => each.name === other));
    return attached.includes(name) ? [node.name] : [];
  });
}
