import { type ExpectedRoute, expectedRoutes } from '../topology/expected-routes.ts';
import { clientsOf } from '../topology/find.ts';
import type { NextHop } from '../topology/next-hop.ts';
import type { Topology } from '../topology/topology.ts';

/**
 * What is missing for full redundancy, whoever was asked: the events of the nodes, or their daemons. What either
 * instance of an active-standby gateway may have is there when one of them has it.
 */

/** Ends of tunnels at which no node has a child SA with the other end. */
export function tunnelsMissing(
  { tunnels }: Topology,
  has: (node: string, peer: string) => boolean,
): string[] {
  return tunnels.flatMap(({ name, ends: [first, second] }) =>
    [[first, second] as const, [second, first] as const]
      .filter(([end, other]) => !end.nodes.some((node) => has(node, other.name)))
      .map(([end]) => `tunnel ${name} on ${end.name}`),
  );
}

/** Clients that are not connected. */
export function clientsMissing(
  topology: Topology,
  has: (node: string, gateway: string) => boolean,
): string[] {
  return clientsOf(topology)
    .filter(({ name, gateway }) => !has(name, gateway))
    .map(({ name, gateway }) => `connection of ${name} to ${gateway}`);
}

/** Ends of BGP sessions that no node has established. */
export function sessionsMissing(
  { sessions }: Topology,
  has: (node: string, neighbor: string) => boolean,
): string[] {
  return sessions.flatMap(({ ends: [first, second] }) =>
    [[first, second] as const, [second, first] as const]
      .filter(([local, remote]) => !local.nodes.some((node) => has(node, remote.address)))
      .map(([local, remote]) => `BGP session from ${local.name} to ${remote.name}`),
  );
}

/** Routes that no kernel has with all their next hops. */
export function routesMissing(
  topology: Topology,
  nextHopsOf: (node: string, prefix: string) => readonly NextHop[] | undefined,
): string[] {
  return expectedOf(topology)
    .filter(
      ({ nodes, prefix, choices }) =>
        !nodes.some((node) => {
          const found = nextHopsOf(node, prefix) ?? [];
          return choices.some((nextHops) => sameNextHops(found, nextHops));
        }),
    )
    .map(
      ({ nodes, prefix, choices }) =>
        `route on ${nodes.join(' or ')} to ${prefix} over ${choices[0]?.length ?? 0} next hops`,
    );
}

/** Asked at every event, and always the same for a topology. */
const expected = new WeakMap<Topology, readonly ExpectedRoute[]>();

function expectedOf(topology: Topology): readonly ExpectedRoute[] {
  const known = expected.get(topology) ?? expectedRoutes(topology);
  expected.set(topology, known);
  return known;
}

/** Whether two routes have the same next hops, in whatever order. */
function sameNextHops(some: readonly NextHop[], others: readonly NextHop[]): boolean {
  const texts = (hops: readonly NextHop[]) =>
    hops.map((hop) => `${hop.gateway ?? ''}%${hop.interface}`).sort();
  return texts(some).join() === texts(others).join();
}
