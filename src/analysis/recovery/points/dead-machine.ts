import { agreedTimers } from '../../../topology/agreed-timers.ts';
import { connectionAt, nodeNamed, sessionsAt, tunnelsAt } from '../../../topology/find.ts';
import type { DeviceNode, InstanceNode } from '../../../topology/topology-node.ts';
import type { TunnelEnd } from '../../../topology/tunnel.ts';
import { tunnelDistances } from '../../../topology/tunnel-distances.ts';
import type { RecoveryPoint } from '../recovery-map.ts';
import { comebackOf, takeoverFrom } from './comeback.ts';
import { movesByDpd, prefixesOf, timersOfSession, type Way } from './way.ts';

/** A point for every node that has to notice that a machine is dead. */
export function pointsAtDeadMachines(way: Way): RecoveryPoint[] {
  const { topology, from, broken } = way;
  const { nodes: deadNodes } = broken;
  const distances = tunnelDistances(topology, from.network);
  const distanceOf = (node: string) => distances.get(node) ?? Number.POSITIVE_INFINITY;
  return deadNodes.flatMap((dead) => {
    const machine = nodeNamed(topology, dead);
    if (machine.role !== 'instance' && machine.role !== 'device') return [];
    // The nodes on the sender's side of a tunnel send into it. Behind the first tunnel, only they move flows away.
    const senders = tunnelsAt(topology, dead)
      .filter(({ local }) => local.nodes.includes(dead))
      .flatMap(({ remote }) => remote.nodes.filter((node) => distanceOf(node) < distanceOf(dead)));
    return [
      ...(distanceOf(dead) === 0 ? behindTunnels(way, machine) : []),
      ...[...new Set(isNoticedThrough(way, dead) ? senders : [])]
        .filter((node) => !deadNodes.includes(node))
        .flatMap((node) => throughTunnels(way, machine, node)),
    ];
  });
}

/** Whether the other end of a tunnel has a part in it: it sends to a machine that is cut off until another has the address. */
const isNoticedThrough = ({ topology, broken, stranded }: Way, dead: string): boolean =>
  !broken.insideOnly || (stranded && takeoverFrom(topology, dead) !== undefined);

/** A point for the router behind a machine that runs, and has lost its BGP. */
export function pointsAtSpeechless(way: Way): RecoveryPoint[] {
  const { topology, from, broken, stranded } = way;
  return (broken.speechless ?? []).flatMap((name) => {
    const machine = nodeNamed(topology, name);
    if (machine.role !== 'instance' && machine.role !== 'device') return [];
    if (tunnelDistances(topology, from.network).get(name) !== 0) return [];
    return behindTunnels(way, machine).map(({ takeover: _, comeback: __, ...point }) => ({
      ...point,
      ...(stranded && { comeback: { by: 'repair' as const, node: name } }),
    }));
  });
}

/** The router on the sender's side of a dead machine: it probes the instances of a gateway, or the site's devices. */
function behindTunnels(way: Way, dead: InstanceNode | DeviceNode): RecoveryPoint[] {
  const { topology, pair, name: direction, from, broken } = way;
  return sessionsAt(topology, dead.name)
    .filter(({ kind, remote }) => remote.nodes.includes(from.network) && kind !== 'tunnel')
    .map(({ local, remote, bfd }) => ({
      pair,
      direction,
      tunnels: tunnelsAt(topology, dead.name).map(({ tunnel }) => tunnel.name),
      node: remote.name,
      watches: {
        tunnels: [],
        bgpNeighbors: [local.address],
        // A machine that runs answers its probes, and withdraws its routes.
        bfdNeighbors: bfd && !broken.handOver ? [local.address] : [],
        interfaces: [],
      },
      healthProbe: dead.role === 'instance',
      ...(dead.role === 'device' && dead.bfd && { siteBfd: dead.bfd }),
      ...(!broken.handOver && { bgp: agreedTimers({ local: remote, remote: local }) }),
      prefixes: prefixesOf(way),
      failedNextHops: { gateways: [local.address], interfaces: [] },
      ...comebackOf(way, dead),
    }));
}

/** A node at the other end of a dead machine's tunnels: it sends into them. */
function throughTunnels(way: Way, dead: InstanceNode | DeviceNode, node: string): RecoveryPoint[] {
  const isAt = (end: TunnelEnd) => end.nodes.includes(dead.name);
  return tunnelsAt(way.topology, node)
    .filter(({ remote }) => isAt(remote))
    .map((own) => {
      const { tunnel, local, remote, peerAddress, interface: device } = own;
      const bgp = timersOfSession(way, node, own);
      return {
        pair: way.pair,
        direction: way.name,
        tunnels: [tunnel.name],
        node,
        watches: {
          // The end of a tunnel moves nothing where its session, and so its routes, outlive it.
          tunnels: local.sessionOutlivesTunnel ? [] : [connectionAt(local, remote)],
          bgpNeighbors: bgp ? [peerAddress] : [],
          bfdNeighbors: [],
          interfaces: [],
        },
        healthProbe: false,
        ...(remote.starts && { opener: dead.name }),
        ...(movesByDpd(local) && { dpd: local.dpd }),
        ...(bgp && { bgp }),
        prefixes: prefixesOf(way),
        failedNextHops: { gateways: [], interfaces: [device] },
        ...comebackOf(way, dead),
      };
    });
}
