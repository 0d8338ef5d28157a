import { ancestorsOf } from '../base/addresses.ts';
import type { Topology } from './topology.ts';
import type { SiteNode, VirtualNetworkNode } from './topology-node.ts';

type Router = VirtualNetworkNode | SiteNode;

/** Prefixes that every BGP speaker of a lab treats alike. */
export interface Destination {
  readonly prefixes: readonly string[];
  /** The routers of the virtual networks and sites that announce them; sites may announce the same prefix. */
  readonly routers: ReadonlySet<Router>;
  /**
   * The virtual networks whose gateways accept them, and do not announce them to their other peers: they contain a prefix
   * of the network, as the default route contains every prefix (VPN Gateway FAQ).
   */
  readonly heldBack: ReadonlySet<Router>;
}

/** A device that may announce a part of the prefixes behind it. */
interface Announcer {
  readonly router: Router;
  /** Absent: all. */
  readonly announces?: readonly string[];
}

/**
 * All prefixes of a lab. Those of a network are usually one destination; they are divided so that a device announces all of
 * one or nothing of it.
 */
export function destinationsOf({ nodes }: Topology, speakers: readonly Announcer[]): Destination[] {
  const lists = speakers.flatMap(({ router, announces }) =>
    announces ? [{ router, announced: new Set(announces) }] : [],
  );
  const routers = nodes.filter((node) => node.role === 'virtual-network' || node.role === 'site');
  const announcers = setsBy(
    routers.flatMap((router) => router.prefixes.map((prefix) => [prefix, router] as const)),
  );
  const holders = setsBy(
    routers
      .filter(({ role }) => role === 'virtual-network')
      .flatMap((router) => router.prefixes.flatMap(ancestorsOf).map((prefix) => [prefix, router] as const)),
  );
  const groups = new Map<string, { prefixes: string[]; routers: Set<Router>; heldBack: Set<Router> }>();
  for (const [prefix, announcing] of announcers) {
    const heldBack = holders.get(prefix) ?? new Set<Router>();
    const chosen = lists.map(({ router, announced }) => announcing.has(router) && announced.has(prefix));
    const key = JSON.stringify([
      ...[announcing, heldBack].map((set) => [...set].map(({ name }) => name)),
      chosen,
    ]);
    const group = groups.get(key);
    if (group) group.prefixes.push(prefix);
    else groups.set(key, { prefixes: [prefix], routers: announcing, heldBack });
  }
  return [...groups.values()];
}

function setsBy(pairs: readonly (readonly [string, Router])[]): Map<string, Set<Router>> {
  const sets = new Map<string, Set<Router>>();
  for (const [prefix, router] of pairs) {
    const known = sets.get(prefix);
    if (known) known.add(router);
    else sets.set(prefix, new Set([router]));
  }
  return sets;
}
