import { type Destination, destinationsOf } from './destinations.ts';
import {
  commonPrefixes,
  type LearnedRoute,
  learnedRoutes,
  type Speaker,
  speakerNetwork,
} from './learned-routes.ts';
import type { NextHop } from './next-hop.ts';
import type { Topology } from './topology.ts';
import type { SiteNode, VirtualNetworkNode } from './topology-node.ts';

/** A route that a kernel must have when the lab is ready, with every next hop it must have. */
export interface ExpectedRoute {
  /** One of these nodes has it; there are several only for the instances of an active-standby gateway, or the devices of a pair. */
  readonly nodes: readonly string[];
  readonly prefix: string;
  /** The next hops; several sets if they depend on which instance is active. */
  readonly choices: readonly (readonly NextHop[])[];
}

/**
 * The routes that carry traffic when everything is up: those from BGP and static routes on the instances and devices,
 * and on the routers behind them routes over every instance or device with a best path.
 */
export function expectedRoutes(topology: Topology): ExpectedRoute[] {
  const network = speakerNetwork(topology);
  const routers = topology.nodes.filter((node) => node.role === 'virtual-network' || node.role === 'site');
  return destinationsOf(topology, network.all).flatMap((destination) => {
    const learned = learnedRoutes(network, destination);
    return [
      ...network.all.flatMap((speaker) => speakerRoutes(speaker, destination, learned.get(speaker))),
      ...routers
        .filter((router) => !destination.routers.has(router))
        .flatMap((router) => routerRoutes(router, destination, learned)),
    ];
  });
}

type Router = VirtualNetworkNode | SiteNode;
type Learned = ReturnType<typeof learnedRoutes>;

function speakerRoutes(
  { nodes, maximumPaths }: Speaker,
  destination: Destination,
  route: LearnedRoute | undefined,
): ExpectedRoute[] {
  if (!route) return [];
  const atMost = route.path.length > 0 ? maximumPaths : undefined;
  const choices = subsets(route.nextHops, atMost ?? route.nextHops.length);
  return commonPrefixes(destination.prefixes, route.prefixes).map((prefix) => ({ nodes, prefix, choices }));
}

/** A router uses all of its speakers with the highest preference and the shortest paths. Speakers do not pass on routes from their siblings. */
function routerRoutes(router: Router, destination: Destination, learned: Learned): ExpectedRoute[] {
  const offers = [...learned].filter(([{ router: own }, { viaSibling }]) => own === router && !viaSibling);
  const highest = Math.max(...offers.map(([, { preference }]) => preference));
  const preferred = offers.filter(([, { preference }]) => preference === highest);
  const shortest = Math.min(...preferred.map(([, { path }]) => path.length));
  const best = preferred
    .filter(([, { path }]) => path.length === shortest)
    .map(([{ ports }, { prefixes }]) => ({ ports, prefixes: new Set(prefixes) }));
  const choicesOf = (speakers: typeof best) => combinations(speakers.map(({ ports }) => ports));
  const throughAll = choicesOf(best);
  return destination.prefixes.flatMap((prefix): ExpectedRoute[] => {
    const through = best.filter(({ prefixes }) => prefixes.has(prefix));
    if (through.length === 0) return [];
    const choices = through.length === best.length ? throughAll : choicesOf(through);
    return [{ nodes: [router.name], prefix, choices }];
  });
}

/** All ways to choose `size` items of a list, or the whole list if it has no more. */
function subsets<T>(items: readonly T[], size: number): (readonly T[])[] {
  if (items.length <= size) return [items];
  const [first, ...others] = items;
  if (first === undefined || size === 0) return [[]];
  return [...subsets(others, size - 1).map((set) => [first, ...set]), ...subsets(others, size)];
}

/** All ways to choose one item of each list. */
function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((sets, list) => sets.flatMap((set) => list.map((item) => [...set, item])), [[]]);
}
