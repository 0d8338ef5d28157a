import { connectionAt, type LocalTunnel, tunnelsAt } from '../../../topology/find.ts';
import type { TunnelEnd } from '../../../topology/tunnel.ts';
import { tunnelDistances } from '../../../topology/tunnel-distances.ts';
import type { RecoveryPoint } from '../recovery-map.ts';
import { movesByDpd, prefixesOf, timersOfSession, type Way } from './way.ts';

/**
 * A point for every node that sends into a broken tunnel whose two machines live, or into one that lost its BGP session.
 * That node has to notice, though not necessarily by dead peer detection.
 */
export function pointsAtBrokenTunnels(way: Way): RecoveryPoint[] {
  const { topology, from, broken } = way;
  const distances = tunnelDistances(topology, from.network);
  const distanceOf = ({ nodes }: TunnelEnd) =>
    Math.min(...nodes.map((node) => distances.get(node) ?? Number.POSITIVE_INFINITY));
  return topology.tunnels
    .filter(({ name }) => [...broken.tunnels, ...(broken.sessions ?? [])].includes(name))
    .flatMap(({ name, ends: [first, second] }) => {
      const near = distanceOf(first) <= distanceOf(second) ? first : second;
      return near.nodes.flatMap((node) =>
        tunnelsAt(topology, node)
          .filter(({ tunnel }) => tunnel.name === name)
          .map((tunnel) => atTunnel(way, node, tunnel)),
      );
    });
}

function atTunnel(way: Way, node: string, tunnel: LocalTunnel): RecoveryPoint {
  const { local, remote, peerAddress, interface: device } = tunnel;
  const { ikeAlive, sessions } = way.broken;
  const bgp = timersOfSession(way, node, tunnel);
  const passes = sessions?.includes(tunnel.tunnel.name) ?? false;
  const hasDpd = !ikeAlive && !passes;
  return {
    pair: way.pair,
    direction: way.name,
    tunnels: [tunnel.tunnel.name],
    node,
    watches: {
      // The end of a tunnel moves nothing where its session, and so its routes, outlive it.
      tunnels: hasDpd && !local.sessionOutlivesTunnel ? [connectionAt(local, remote)] : [],
      bgpNeighbors: bgp ? [peerAddress] : [],
      bfdNeighbors: [],
      interfaces: [],
    },
    healthProbe: false,
    ...(hasDpd && movesByDpd(local) && { dpd: local.dpd }),
    // Packets pass until the session ends: its hold time says nothing about how long they do not.
    ...(bgp && !passes && { bgp }),
    prefixes: prefixesOf(way),
    failedNextHops: { gateways: [], interfaces: [device] },
    ...(way.stranded && { comeback: { by: returnOf(way, passes), node } }),
  };
}

/** What flows wait for that have no other path. */
function returnOf({ broken: { returns } }: Way, passes: boolean): 'repair' | 'session' | 'reconnection' {
  if (!returns) return 'repair';
  return passes ? 'session' : 'reconnection';
}
