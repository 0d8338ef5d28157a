import { pointToSiteConnection } from '../../nodes/point-to-site/point-to-site-gateway-conf.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { servesClients } from '../../observations/serves-clients.ts';
import { clientsServedBy, connectionAt, pointToSiteAt, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * What the peers and the clients of a node have not seen of its farewell yet: the end of each IKE SA that it had. Empty:
 * all of them know. A standby instance has no tunnels, so that this is empty at once.
 *
 * Redundancy was complete before the farewell. So a tunnel that only this node can have was up.
 *
 * @param since nanoseconds, as in the events: when the farewell began
 */
export function untoldPeers(
  topology: Topology,
  events: readonly NodeEvent[],
  { node, since }: { readonly node: string; readonly since: number },
): string[] {
  const earlier = events.filter(({ time }) => time < since);
  const peers = tunnelsAt(topology, node)
    .filter(({ local }) => local.nodes.includes(node))
    .filter(({ local, connection }) => local.nodes.length === 1 || isUp(earlier, node, connection))
    .filter(
      ({ local, remote }) =>
        !events.some((event) => isEnd(event, remote.nodes, connectionAt(remote, local), since)),
    )
    .map(({ tunnel, remote }) => `the end of ${tunnel.name} on ${remote.name}`);
  const service = pointToSiteAt(topology, node);
  if (!service || !servesClients(earlier, node)) return peers;
  const clients = clientsServedBy(service, node)
    .filter((client) => isUp(earlier, client, service.name))
    .filter((client) => !events.some((event) => isEnd(event, [client], service.name, since)))
    .map((client) => `the end of the connection of ${client}`);
  return [...peers, ...clients];
}

/**
 * The tunnels and clients that a node got back after it had said goodbye. A peer that connected again before the node was
 * gone would have to wait for a timer. The node's own events say so, and they are complete when it is gone.
 */
export function reconnected(
  topology: Topology,
  events: readonly NodeEvent[],
  { node, since }: { readonly node: string; readonly since: number },
): string[] {
  const later = events.filter(({ time }) => time >= since);
  return [
    ...tunnelsAt(topology, node)
      .filter(({ connection }) => isUp(later, node, connection))
      .map(({ tunnel }) => tunnel.name),
    ...(pointToSiteAt(topology, node) && isUp(later, node, pointToSiteConnection) ? ['clients'] : []),
  ];
}

/** The last event of the node itself decides. */
function isUp(events: readonly NodeEvent[], node: string, connection: string): boolean {
  const last = events.findLast(
    (event) => event.kind === 'child' && event.node === node && event.tunnel === connection,
  );
  return last?.kind === 'child' && last.up;
}

const isEnd = (event: NodeEvent, nodes: readonly string[], tunnel: string, since: number): boolean =>
  event.kind === 'ike' &&
  !event.up &&
  event.time >= since &&
  event.tunnel === tunnel &&
  nodes.includes(event.node);
