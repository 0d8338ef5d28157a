import { tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Tunnel, TunnelEnd } from '../../topology/tunnel.ts';
import type { InterfaceStatus, NodeStatus } from '../status/node-status.ts';
import type { TunnelEndPart, TunnelPart } from './snapshot.ts';
import type { Statuses } from './statuses.ts';

/** A node that has, or can take over, an end of a tunnel. */
interface Place {
  readonly node: string;
  /** Name of the connection in its strongSwan. */
  readonly connection: string;
  readonly interface: string;
}

/** A tunnel with the places of both of its ends. */
export interface PlacedTunnel {
  readonly tunnel: Tunnel;
  readonly places: readonly [readonly Place[], readonly Place[]];
}

/** All tunnels with the nodes that have their ends, or can take them over. */
export function placedTunnels(topology: Topology): PlacedTunnel[] {
  const ends = topology.tunnels.flatMap((tunnel) => tunnel.ends);
  const places = new Map<TunnelEnd, Place[]>(ends.map((end) => [end, []]));
  for (const { name: node } of topology.nodes) {
    for (const { local, connection, interface: port } of tunnelsAt(topology, node)) {
      places.get(local)?.push({ node, connection, interface: port });
    }
  }
  const at = (end: TunnelEnd) => places.get(end) ?? [];
  return topology.tunnels.map((tunnel) => ({ tunnel, places: [at(tunnel.ends[0]), at(tunnel.ends[1])] }));
}

/** A tunnel with what both of its ends say about it. */
export function tunnelPart({ tunnel, places }: PlacedTunnel, statuses: Statuses): TunnelPart {
  const { name, connections, ends } = tunnel;
  return {
    name,
    connections,
    ends: [endPart(ends[0], places[0], statuses), endPart(ends[1], places[1], statuses)],
  };
}

function endPart({ name, publicAddress }: TunnelEnd, places: readonly Place[], statuses: Statuses) {
  const known = places.flatMap((place) => {
    const status = statuses.of(place.node);
    if (!status) return [];
    const sa = statuses.tunnel(status, place.connection);
    return [{ place, status, sa, holds: holdsAddress(place.node, publicAddress, statuses) }];
  });
  // The node with the tunnel; otherwise the node with the public address, where the tunnel would come up.
  const current =
    known.find(({ sa }) => sa?.child === 'INSTALLED') ??
    known.find(({ holds }) => holds) ??
    (places.length === 1 ? known[0] : undefined);
  if (!current) {
    return { name, node: null, ike: null, installed: false, since: null, packets: null };
  }
  const { place, status, sa } = current;
  const counters = statuses.interface(status, place.interface);
  return {
    name,
    node: place.node,
    ike: sa?.ike ?? null,
    installed: sa?.child === 'INSTALLED',
    since: sa?.ike === 'ESTABLISHED' ? statuses.since(status, sa.establishedSeconds) : null,
    packets: counters ? packetsOf(counters, status, statuses) : null,
  } satisfies TunnelEndPart;
}

const packetsOf = (
  { packetsIn, packetsOut, quietSeconds }: InterfaceStatus,
  status: NodeStatus,
  statuses: Statuses,
) => ({
  in: packetsIn,
  out: packetsOut,
  lastReceivedAt: quietSeconds === null ? null : statuses.since(status, quietSeconds),
});

const holdsAddress = (node: string, address: string, statuses: Statuses): boolean =>
  statuses
    .of(node)
    ?.interfaces.some(({ addresses }) => addresses.some((own) => own.split('/')[0] === address)) ?? false;
