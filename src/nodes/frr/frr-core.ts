import { sessionsAt } from '../../topology/find.ts';
import type { SiteNode, Topology, VirtualNetworkNode } from '../../topology/topology.ts';
import { bfdSection, bgpPreamble, frrPreamble, indent, mostPaths, neighborLines, text } from './frr.ts';

/**
 * frr.conf of the virtual network's router. It learns the prefixes that each instance can reach, compares their AS
 * paths, uses all equal ones, and drops an instance that fails its health probe.
 */
export function virtualNetworkFrrConf(node: VirtualNetworkNode, topology: Topology): string {
  return text([...frrPreamble(node.name), ...coreBgp(node, topology, [])]);
}

/** frr.conf of a site's core router: it announces the site's prefixes and spreads flows over the devices. */
export function siteFrrConf(node: SiteNode, topology: Topology): string {
  const networks = node.prefixes.map((prefix) => `network ${prefix}`);
  const elsewhere = node.prefixes.slice(1).map((prefix) => `ip route ${prefix} blackhole`);
  return text([
    ...frrPreamble(node.name),
    '! The LAN is the first prefix. The others are announced as a whole; hosts in them have routes of their own.',
    ...elsewhere,
    '!',
    ...coreBgp(node, topology, networks),
  ]);
}

function coreBgp(
  node: SiteNode | VirtualNetworkNode,
  topology: Topology,
  networks: readonly string[],
): string[] {
  const sessions = sessionsAt(topology, node.name);
  return [
    ...bfdSection(sessions),
    ...bgpPreamble(node.asn, node.routerId),
    ...indent(sessions.flatMap(neighborLines)),
    ' !',
    ' address-family ipv4 unicast',
    ...indent(networks, 2),
    `  maximum-paths ibgp ${mostPaths}`,
    ' exit-address-family',
    'exit',
  ];
}
