import { ancestorsOf } from '../../base/addresses.ts';
import { sessionsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { SiteNode, VirtualNetworkNode } from '../../topology/topology-node.ts';
import { bgpPreamble, type FrrConf, frrConf, indent, mostPaths, neighborLines } from './frr.ts';

/**
 * FRR of the virtual network's router. It learns the prefixes that each instance can reach, compares their AS paths,
 * uses all equal ones, and drops an instance that fails its health probe.
 */
export const virtualNetworkFrr = (node: VirtualNetworkNode, topology: Topology): FrrConf =>
  coreFrr(node, topology, { announced: [], lines: [] });

/** FRR of a site's core router: it announces the site's prefixes and spreads flows over the devices. */
export const siteFrr = (node: SiteNode, topology: Topology): FrrConf =>
  coreFrr(node, topology, { announced: node.prefixes, lines: unchecked(node.prefixes) });

function coreFrr(
  node: SiteNode | VirtualNetworkNode,
  topology: Topology,
  { announced, lines }: { readonly announced: readonly string[]; readonly lines: readonly string[] },
): FrrConf {
  const sessions = sessionsAt(topology, node.name);
  return frrConf(node.name, {
    sessions,
    bgpd: [
      ...bgpPreamble(node.asn, node.routerId, topology),
      ...lines,
      ...indent(sessions.flatMap((session) => neighborLines(session, node.asn))),
      ' !',
      ' address-family ipv4 unicast',
      ...indent(
        announced.map((prefix) => `network ${prefix}`),
        2,
      ),
      `  maximum-paths ibgp ${mostPaths}`,
      ' exit-address-family',
      'exit',
    ],
  });
}

/** A part of the LAN has no route of its own, and the default route is none that bgpd would find for its networks. */
function unchecked([lan, ...others]: readonly string[]): string[] {
  const isUnseen = (prefix: string) =>
    prefix === '0.0.0.0/0' || (lan !== undefined && ancestorsOf(prefix).includes(lan));
  return others.some(isUnseen) ? [' no bgp network import-check'] : [];
}
