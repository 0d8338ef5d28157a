import { isOf, machineOf } from './fault-target.ts';
import { isPublicPort } from './public-network.ts';
import type { Topology } from './topology.ts';
import type { TopologyNode } from './topology-node.ts';
import type { TrafficEnds } from './traffic-ends.ts';

/**
 * Whether packets between the two ends of traffic could pass something, over whatever tunnels routing may choose: another
 * host or client with its link, or a site behind neither end are never on their way.
 *
 * @param target node, link (`NODE:INTERFACE`), tunnel or connection, in lower case; anything else counts as passed
 */
export function trafficCanPass(topology: Topology, ends: TrafficEnds, target: string): boolean {
  const tunnels = topology.tunnels.filter((tunnel) => tunnel.name === target || isOf(tunnel, target));
  if (tunnels.length > 0) {
    return tunnels.some((tunnel) => tunnel.ends.every(({ nodes }) => nodes.some((node) => isPassed(node))));
  }
  return isPassed(machineOf(target));

  function isPassed(name: string): boolean {
    const node = topology.nodes.find((one) => one.name === name);
    if (!node || node.role === 'internet') return true;
    if (node.role === 'client' || node.role === 'host')
      return node.name === ends.near.name || node.name === ends.far.name;
    return isBetween(networkOf(node), ends, linksBetween(topology));
  }
}

/** A virtual network or a site, by its router, with those that tunnels connect it to. */
type Networks = ReadonlyMap<string, ReadonlySet<string>>;

function linksBetween({ nodes, tunnels }: Topology): Networks {
  const routers = nodes.filter(({ role }) => role === 'virtual-network' || role === 'site');
  const links = new Map(routers.map(({ name }) => [name, new Set<string>()]));
  const homeOf = (end: string | undefined) => {
    const node = nodes.find(({ name }) => name === end);
    return node && networkOf(node);
  };
  for (const { ends } of tunnels) {
    const [first = '', second = ''] = ends.map((end) => homeOf(end.nodes[0]));
    links.get(first)?.add(second);
    links.get(second)?.add(first);
  }
  return links;
}

/** The router of the virtual network or site that a node belongs to. */
function networkOf({ name, role, interfaces }: TopologyNode): string {
  if (role === 'virtual-network' || role === 'site') return name;
  const home = interfaces.find(({ name: port }) => !isPublicPort(port));
  return home?.attachedTo.node ?? name;
}

/**
 * Whether a path from one end to the other can lead through a network: no other network alone separates it from both
 * ends (Menger's theorem).
 */
function isBetween(network: string, { near, far }: TrafficEnds, links: Networks): boolean {
  const goals = [near.network, far.network];
  if (goals.includes(network)) return true;
  return [...links.keys()]
    .filter((other) => other !== network)
    .every((without) => goals.some((goal) => goal !== without && reaches(network, goal, without, links)));
}

function reaches(from: string, goal: string, without: string, links: Networks): boolean {
  const seen = new Set([from, without]);
  const left = [from];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (at === goal) return true;
    for (const next of links.get(at) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      left.push(next);
    }
  }
  return false;
}
