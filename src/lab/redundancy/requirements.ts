import { type ExpectedRoute, expectedRoutes } from '../../topology/expected-routes.ts';
import { clientsOf, connectionAt, hostBehindGateway, neighborsOf } from '../../topology/find.ts';
import type { NextHop } from '../../topology/next-hop.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Missing } from './missing.ts';

/** Something that a node can have: a fact about it. */
export interface Fact {
  readonly kind: 'ready' | 'tunnel' | 'packets' | 'session' | 'route';
  readonly node: string;
  /** Connection of a tunnel or of its packets, neighbour of a session, prefix of a route; empty for `ready`. */
  readonly of: string;
}

/** One thing that a lab needs for full redundancy. */
export interface Requirement {
  /** What is missing while the lab does not have it. */
  readonly missing: Missing;
  /** One of these is enough: either instance of an active-standby gateway, or device of a pair, may have a tunnel. */
  readonly anyOf: readonly Fact[];
  /** The values that such a fact may have, see {@link nextHopsValue}; absent: any. */
  readonly values?: readonly string[];
  /** The tunnel that carries them has to be up; while it is not, the tunnel is missing, and they are not named. */
  readonly through?: readonly Requirement[];
}

/** The next hops of a route as a text to compare: the same next hops give the same text, in any order. */
export const nextHopsValue = (hops: readonly NextHop[]): string =>
  hops
    .map((hop) => `${hop.gateway ?? ''}%${hop.interface}`)
    .sort()
    .join();

/** Everything that a lab needs for full redundancy, in the order in which it comes up. */
export function requirementsOf(topology: Topology): Requirement[] {
  const tunnels = tunnelsRequired(topology);
  const clients = clientsRequired(topology);
  return [
    ...nodesRequired(topology),
    ...tunnels,
    ...clients,
    ...sessionsRequired(topology),
    ...routesRequired(topology),
    ...packetsRequired(topology, tunnels),
    ...clientPacketsRequired(topology, clients),
  ];
}

const nodesRequired = ({ nodes }: Topology): Requirement[] =>
  nodes.map(({ name: node }) => ({
    missing: { kind: 'node', node },
    anyOf: [{ kind: 'ready', node, of: '' }],
  }));

/** One requirement for each end: one end may keep a tunnel that the other has given up. */
const tunnelsRequired = ({ tunnels }: Topology): Requirement[] =>
  tunnels.flatMap(({ name: tunnel, ends: [first, second] }) =>
    bothWays(first, second).map(
      ([end, other]): Requirement => ({
        missing: { kind: 'tunnel', tunnel, end: end.name },
        anyOf: end.nodes.map((node) => ({ kind: 'tunnel', node, of: connectionAt(end, other) })),
      }),
    ),
  );

const clientsRequired = (topology: Topology): Requirement[] =>
  clientsOf(topology).map(({ name: client, gateway }) => ({
    missing: { kind: 'client', client, gateway },
    anyOf: [{ kind: 'tunnel', node: client, of: gateway }],
  }));

const sessionsRequired = ({ sessions }: Topology): Requirement[] =>
  sessions.flatMap((session) => {
    const neighbors = neighborsOf(session);
    return bothWays(...session.ends).map(
      ([local, remote], index): Requirement => ({
        missing: { kind: 'session', from: local.name, to: remote.name },
        anyOf: local.nodes.map((node) => ({ kind: 'session', node, of: neighbors[index] ?? remote.address })),
      }),
    );
  });

function routesRequired(topology: Topology): Requirement[] {
  // Thousands of prefixes may have the same next hops.
  const values = new Map<ExpectedRoute['choices'], readonly string[]>();
  const valuesOf = (choices: ExpectedRoute['choices']) => {
    const known = values.get(choices) ?? choices.map(nextHopsValue);
    values.set(choices, known);
    return known;
  };
  return expectedRoutes(topology).map(({ nodes, prefix, choices }) => ({
    missing: { kind: 'route', nodes, prefix, nextHops: choices[0]?.length ?? 0 },
    anyOf: nodes.map((node) => ({ kind: 'route', node, of: prefix })),
    values: valuesOf(choices),
  }));
}

/** One requirement for each direction, at the end that receives. */
function packetsRequired({ tunnels }: Topology, required: readonly Requirement[]): Requirement[] {
  const endsOf = new Map<string, Requirement[]>(tunnels.map(({ name }) => [name, []]));
  for (const end of required) if (end.missing.kind === 'tunnel') endsOf.get(end.missing.tunnel)?.push(end);
  return tunnels.flatMap(({ name: tunnel, ends: [first, second] }) =>
    bothWays(first, second).map(
      ([end, other]): Requirement => ({
        missing: { kind: 'packets', tunnel, from: other.name, to: end.name },
        anyOf: end.nodes.map((node) => ({ kind: 'packets', node, of: connectionAt(end, other) })),
        through: endsOf.get(tunnel) ?? [],
      }),
    ),
  );
}

/** At the client alone: what it receives is answers. Nothing can be asked where no host is behind the gateway. */
const clientPacketsRequired = (topology: Topology, required: readonly Requirement[]): Requirement[] =>
  clientsOf(topology)
    .filter((client) => hostBehindGateway(topology, client) !== undefined)
    .map(({ name: client, gateway }) => ({
      missing: { kind: 'packets', tunnel: client, from: gateway, to: client },
      anyOf: [{ kind: 'packets', node: client, of: gateway }],
      through: required.filter(({ missing }) => missing.kind === 'client' && missing.client === client),
    }));

const bothWays = <T>(first: T, second: T) => [[first, second] as const, [second, first] as const];
