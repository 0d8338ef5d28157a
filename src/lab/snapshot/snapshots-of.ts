import { expectedRoutes } from '../../topology/expected-routes.ts';
import { clientsOf } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { type TunnelTimers, tunnelTimers } from '../../topology/tunnel-timers.ts';
import { requirementsOf } from '../redundancy/requirements.ts';
import { connectionsByPort } from '../redundancy/tunnel-ports.ts';
import { missingFrom } from '../status/missing-from.ts';
import type { NodeStatus } from '../status/node-status.ts';
import { activeFault, type RecordedFault } from './active-fault.ts';
import { routePart, sessionPart } from './routing-parts.ts';
import type { ClientPart, FloatingPart, LabSnapshot, NodePart } from './snapshot.ts';
import { Statuses } from './statuses.ts';
import { placedTunnels, tunnelPart } from './tunnel-parts.ts';

/** Identifies the lab that a snapshot shows. */
export type LabIdentity = Pick<LabSnapshot, 'id' | 'lab' | 'profile' | 'dataplane'>;

/** What is known of a live lab at one moment. */
export interface Known {
  /** Nodes whose containers run. */
  readonly running: readonly string[];
  /** The statuses of the nodes that run and have answered. */
  readonly statuses: readonly NodeStatus[];
  readonly faults: readonly RecordedFault[];
  /** Absent: those of the topology. */
  readonly timers?: readonly TunnelTimers[] | undefined;
}

/**
 * Makes snapshots of one lab from what is known of it; pure. Whatever the topology alone decides is computed once.
 */
export function snapshotsOf(identity: LabIdentity, topology: Topology): (known: Known) => LabSnapshot {
  const requirements = requirementsOf(topology);
  const connectionAt = connectionsByPort(topology);
  const tunnels = placedTunnels(topology);
  const routes = expectedRoutes(topology);
  const usualTimers = tunnelTimers(topology);
  return ({ running, statuses, faults, timers = usualTimers }) => {
    const all = new Statuses(statuses.filter(({ node }) => running.includes(node)));
    const missing = missingFrom(requirements, connectionAt, all.list);
    return {
      format: 'switchover-snapshot/3',
      ...identity,
      takenAt: new Date(Math.max(0, ...statuses.map(({ clock }) => clock.utcMs))).toISOString(),
      complete: missing.length === 0,
      nodes: topology.nodes.map(
        ({ name, role }): NodePart => ({
          name,
          role,
          running: running.includes(name),
          ready: all.of(name)?.ready ?? false,
        }),
      ),
      tunnels: tunnels.map((tunnel) => tunnelPart(tunnel, all)),
      sessions: topology.sessions.map((session) => sessionPart(session, all)),
      routes: routes.map((route) => routePart(route, all)),
      clients: clientsOf(topology).map(({ name, gateway }) => clientPart(name, gateway, all)),
      floating: topology.floating.map(
        ({ name, gateway, nodes, addresses }): FloatingPart => ({
          name,
          gateway,
          nodes,
          addresses: addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
          holder:
            nodes.find((node) =>
              addresses.every(({ address, prefixLength }) =>
                all.hasAddress(node, `${address}/${prefixLength}`),
              ),
            ) ?? null,
        }),
      ),
      missing,
      faults: faults.map(activeFault),
      timers,
    };
  };
}

function clientPart(name: string, gateway: string, statuses: Statuses): ClientPart {
  const own = statuses.of(name);
  const tunnel = own?.tunnels.find(({ peer, child }) => peer === gateway && child === 'INSTALLED');
  const served = statuses.list.flatMap(({ node, tunnels }) =>
    tunnels.flatMap(({ client }) => (client?.name === name ? [{ node, address: client.address }] : [])),
  )[0];
  return {
    name,
    gateway,
    connected: tunnel !== undefined,
    since: own && tunnel ? statuses.since(own, tunnel.establishedSeconds) : null,
    servedBy: served?.node ?? null,
    address: served?.address ?? null,
  };
}
