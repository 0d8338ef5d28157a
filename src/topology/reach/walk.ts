import { prefixContains, prefixLength } from '../../base/addresses.ts';
import { areCarried } from '../../definition/traffic-selectors.ts';
import { clientsOf } from '../find.ts';
import type { Topology } from '../topology.ts';
import type { ReachEnd } from './reach-end.ts';
import { type Hop, type RouteTables, routerBehind } from './route-tables.ts';

/** How packets of one end get to another one: all ways that routing may choose, or where they end. */
export type Walk = { readonly ways: readonly Way[] } | LostWalk;

/** The machine that has no route, or that has one into a tunnel whose SAs do not carry the packets. */
export interface LostWalk {
  readonly lostAt: string;
  /** The connection of that tunnel. */
  readonly notCarriedBy?: string;
}

/** The connections that packets pass, in order; none: they stay inside the network. */
export type Way = readonly string[];

/** What stands for the tunnel of a client in a {@link Way}. */
export const clientTunnel = 'point-to-site';

/** Follows packets from one end to another one, hop by hop, as the kernels of the lab forward them. */
export function walk(topology: Topology, tables: RouteTables, from: ReachEnd, to: ReachEnd): Walk {
  if (from.name === to.name) return { ways: [[]] };
  const first = firstHops(topology, from, to);
  if (first.length === 0) return { lostAt: from.name };
  const known = new Map<string, Walk>();
  return follow(from.name, first);

  function follow(at: string, hops: readonly Hop[]): Walk {
    const ways: Way[] = [];
    for (const { node, over, carries } of hops) {
      if (over !== undefined && !areCarried(carries, from.address, to.address))
        return { lostAt: at, notCarriedBy: over };
      const beyond = known.get(node) ?? onFrom(node);
      known.set(node, beyond);
      if ('lostAt' in beyond) return beyond;
      ways.push(...beyond.ways.map((way) => (over === undefined ? way : [over, ...way])));
    }
    return { ways: distinct(ways) };
  }

  function onFrom(node: string): Walk {
    if (to.service?.nodes.includes(node)) return { ways: [[clientTunnel]] };
    const router = routerBehind(topology, node) ?? node;
    if (!to.service && router === to.network) return { ways: [[]] };
    // Until its ways are known, a way back to this node is a loop, in which packets die.
    known.set(node, { lostAt: node });
    const hops = longestMatch(tables, node, to.address);
    return hops.length === 0 ? { lostAt: node } : follow(node, hops);
  }
}

function firstHops(topology: Topology, from: ReachEnd, to: ReachEnd): Hop[] {
  if (!from.servers) return [{ node: from.network }];
  const routes = clientsOf(topology).find(({ name }) => name === from.name)?.routes ?? [];
  return routes.some((prefix) => prefixContains(prefix, to.address))
    ? from.servers.map((node) => ({ node, over: clientTunnel }))
    : [];
}

/** Where a node sends packets to an address. */
export function longestMatch(tables: RouteTables, node: string, address: string): Hop[] {
  const fitting = (tables.get(node) ?? []).filter(({ prefix }) => prefixContains(prefix, address));
  const longest = Math.max(...fitting.map(({ prefix }) => prefixLength(prefix)));
  return fitting.filter(({ prefix }) => prefixLength(prefix) === longest).flatMap(({ hops }) => hops);
}

const distinct = (ways: readonly Way[]): Way[] => [
  ...new Map(ways.map((way) => [JSON.stringify(way), way])).values(),
];
