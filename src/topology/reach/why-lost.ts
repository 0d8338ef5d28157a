import { listed } from '../../base/listed.ts';
import type { Topology } from '../topology.ts';
import type { Tunnel } from '../tunnel.ts';
import type { ReachEnd } from './reach-end.ts';
import { connectionOf, routerBehind } from './route-tables.ts';
import type { LostWalk } from './walk.ts';

export const lostReasons = [
  'no-connection',
  'no-transit-without-bgp',
  'no-transit-through-site',
  'same-asn',
  'client-without-route',
  'clients-apart',
  'client-pool-not-announced',
  'no-static-route',
  'outside-traffic-selectors',
  'peering-not-transitive',
  'no-route',
] as const;
export type LostReason = (typeof lostReasons)[number];

/** Why packets do not arrive. */
export interface Lost {
  readonly reason: LostReason;
  /** A part of a sentence, with the names of the file. */
  readonly text: string;
}

/** Explains walks that were lost, by the rules of routing that `learnedRoutes` and `withClientRoutes` follow. */
export function lossesOf(topology: Topology): (from: ReachEnd, to: ReachEnd, lost: LostWalk) => Lost {
  const links = linksOf(topology);
  return (from, to, lost) => whyLost(topology, links, { from, to, ...lost });
}

/** Why two spokes of a hub do not reach each other; undefined: they do, or are none. */
export function spokesApart({ nodes }: Topology, from: ReachEnd, to: ReachEnd): Lost | undefined {
  const hub = nodes.find(({ name }) => name === from.network);
  if (from.spoke === undefined || to.spoke === undefined || from.network !== to.network) return undefined;
  if (hub?.role !== 'virtual-network' || from.spoke === to.spoke) return undefined;
  const own = hub.spokes?.find(({ name }) => name === from.spoke);
  if (own?.peers.includes(to.spoke)) return undefined;
  return {
    reason: 'peering-not-transitive',
    text: `${from.spoke} and ${to.spoke} are peered with ${hub.writtenName}, not with each other, and peering is not transitive`,
  };
}

interface Loss extends LostWalk {
  readonly from: ReachEnd;
  readonly to: ReachEnd;
}

function whyLost(topology: Topology, links: readonly Link[], { from, to, lostAt, notCarriedBy }: Loss): Lost {
  if (notCarriedBy !== undefined) {
    return {
      reason: 'outside-traffic-selectors',
      text: `no traffic selector of ${notCarriedBy} covers ${from.address} to ${to.address}`,
    };
  }
  const written = writtenName(topology);
  const path = shortest(links, from.network, to.network, isVirtualNetwork(topology));
  if (from.service && to.service) {
    return {
      reason: 'clients-apart',
      text: 'a client has routes to virtual networks and sites, not to other clients',
    };
  }
  if (!path) return withoutPath(topology, links, from, to);
  const withoutBgp = path.find(({ tunnel }) => !tunnel.bgp);
  if (lostAt === from.name && from.service) {
    return {
      reason: 'client-without-route',
      text: withoutBgp
        ? `${from.name} has no route to ${written(to.network)}: ${withoutBgp.name} has no BGP, and a client reaches only its virtual network and what its gateway learns by BGP`
        : `${from.name} has no route to ${to.address}`,
    };
  }
  if (withoutBgp) return behindStaticRoutes(path, withoutBgp, to);
  const repeated = repeatedAsn(topology, from, to);
  if (repeated !== undefined) {
    return {
      reason: 'same-asn',
      text: `${written(from.network)} and ${written(to.network)} both have the ASN ${repeated}, and BGP drops a route with its own ASN in the path`,
    };
  }
  return { reason: 'no-route', text: `${written(lostAt)} has no route to ${to.address}` };
}

function withoutPath(topology: Topology, links: readonly Link[], from: ReachEnd, to: ReachEnd): Lost {
  const written = writtenName(topology);
  const around = shortest(links, from.network, to.network, () => true);
  const site = around?.[0]?.to;
  return site === undefined
    ? {
        reason: 'no-connection',
        text: `no connection leads from ${written(from.network)} to ${written(to.network)}`,
      }
    : {
        reason: 'no-transit-through-site',
        text: `the only way is through ${listed(around?.slice(0, -1).map((link) => written(link.to)) ?? [])}, and a site does not pass on what it learned`,
      };
}

function behindStaticRoutes(path: readonly Link[], withoutBgp: Link, to: ReachEnd): Lost {
  if (path.length > 1) {
    return {
      reason: 'no-transit-without-bgp',
      text: `${withoutBgp.name} has no BGP, so no transit: its ends reach each other, and nothing beyond`,
    };
  }
  if (to.service) {
    return {
      reason: 'client-pool-not-announced',
      text: `${withoutBgp.name} has no BGP, so its other end does not learn the client pool ${listed(to.service.addressPool)}`,
    };
  }
  return {
    reason: 'no-static-route',
    text: `${withoutBgp.name} has no BGP, and its static routes do not contain ${to.address}`,
  };
}

/** The name that the lab file has for the network of a router; other nodes keep theirs. */
const writtenName =
  ({ nodes }: Topology) =>
  (name: string): string => {
    const node = nodes.find((one) => one.name === name);
    return node?.role === 'site' || node?.role === 'virtual-network' ? node.writtenName : name;
  };

/** The first and the last network of a path with the same ASN: the second one would see its own. */
function repeatedAsn({ nodes }: Topology, from: ReachEnd, to: ReachEnd): number | undefined {
  const [first, last] = [from, to].map(({ network }) => {
    const node = nodes.find(({ name }) => name === network);
    return node?.role === 'site' || node?.role === 'virtual-network' ? node.asn : undefined;
  });
  return from.network !== to.network && first === last ? first : undefined;
}

/** A tunnel as one of the two networks that it joins sees it. */
interface Link {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly tunnel: Tunnel;
}

function linksOf(topology: Topology): Link[] {
  return topology.tunnels.flatMap((tunnel) => {
    const [first, second] = tunnel.ends;
    const [near, far] = [first, second].map(({ nodes }) => routerBehind(topology, nodes[0] ?? ''));
    if (near === undefined || far === undefined) return [];
    return [
      { from: near, to: far, name: connectionOf({ tunnel, local: first }), tunnel },
      { from: far, to: near, name: connectionOf({ tunnel, local: second }), tunnel },
    ];
  });
}

const isVirtualNetwork =
  ({ nodes }: Topology) =>
  (name: string): boolean =>
    nodes.some((node) => node.name === name && node.role === 'virtual-network');

/** The shortest path, and of equal ones one without static routes if there is one. */
function shortest(
  links: readonly Link[],
  from: string,
  to: string,
  passes: (network: string) => boolean,
): readonly Link[] | undefined {
  const inOrder = [...links].sort((a, b) => Number(b.tunnel.bgp) - Number(a.tunnel.bgp));
  const seen = new Set([from]);
  let paths: (readonly Link[])[] = [[]];
  if (from === to) return [];
  while (paths.length > 0) {
    const longer: (readonly Link[])[] = [];
    for (const path of paths) {
      const at = path.at(-1)?.to ?? from;
      if (at !== from && !passes(at)) continue;
      for (const link of inOrder.filter((one) => one.from === at && !seen.has(one.to))) {
        if (link.to === to) return [...path, link];
        seen.add(link.to);
        longer.push([...path, link]);
      }
    }
    paths = longer;
  }
  return undefined;
}
