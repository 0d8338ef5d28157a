import { counted } from '../../base/counted.ts';
import type { RoutePart } from '../../lab/snapshot/snapshot.ts';
import { tunnelsAt } from '../../topology/find.ts';
import type { NextHop } from '../../topology/next-hop.ts';
import type { Topology } from '../../topology/topology.ts';
import { isWithinBounds } from '../format/bounds.ts';
import type { RouteCondition } from '../format/lesson.ts';
import type { Facts, Found } from './facts.ts';
import { sameName } from './same-name.ts';

/** The route of a node, as far as a snapshot has it: those that full redundancy needs. */
export function routeFound(wanted: RouteCondition, { snapshot, topology }: Facts): Found {
  const { at, nextHops, via, absent } = wanted;
  const prefix = prefixOf(wanted, topology);
  const route = snapshot.routes.find((one) => one.prefix === prefix && isAt(one, at));
  const hops = route && sameName(at, route.node) ? route.found : [];
  const to = `${at} to ${prefix ?? wanted.to}`;
  if (absent) {
    return { holds: hops.length === 0, text: hops.length === 0 ? `No route of ${to}.` : `A route of ${to}.` };
  }
  const leads = via === undefined || hops.some((hop) => leadsTo(via, hop, at, topology));
  return {
    holds: hops.length > 0 && (!nextHops || isWithinBounds(hops.length, nextHops)) && leads,
    text:
      hops.length === 0
        ? `No route of ${to}.`
        : `The route of ${to} has ${counted(hops.length, 'next hop')}${leads ? '' : `, none of them through ${via}`}.`,
  };
}

/** The prefix that a condition is about; undefined: the lab has no such network. */
export function prefixOf(
  { to, prefix }: Pick<RouteCondition, 'to' | 'prefix'>,
  { nodes }: Pick<Topology, 'nodes'>,
): string | undefined {
  if (to === undefined) return prefix;
  return nodes.flatMap((node) => {
    if (node.role !== 'virtual-network' && node.role !== 'site') return [];
    const spokes = node.role === 'virtual-network' ? (node.spokes ?? []) : [];
    return [{ name: node.writtenName, prefixes: node.prefixes }, ...spokes].filter(({ name }) =>
      sameName(to, name),
    );
  })[0]?.prefixes[0];
}

const isAt = ({ nodes }: RoutePart, at: string): boolean => nodes.some((node) => sameName(at, node));

/** Whether a next hop leads into a tunnel, or to a node: over a tunnel that ends there, or by one of its addresses. */
function leadsTo(
  via: string,
  { gateway, interface: device }: NextHop,
  at: string,
  topology: Topology,
): boolean {
  const node = topology.nodes.find(({ name }) => sameName(via, name));
  const tunnels = tunnelsAt(topology, at).filter(
    (own) =>
      own.interface === device &&
      (sameName(via, own.tunnel.name) || (node !== undefined && own.remote.nodes.includes(node.name))),
  );
  if (tunnels.length > 0) return true;
  return (
    gateway !== undefined &&
    [...(node?.interfaces ?? []), ...(node?.bridges ?? [])].some(({ address }) => address === gateway)
  );
}
