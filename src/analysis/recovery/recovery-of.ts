import { prefixContains } from '../../base/addresses.ts';
import type { BgpTimers } from '../../definition/profile.ts';
import { pairName } from '../../observations/observations.ts';
import type { Broken } from '../../topology/broken.ts';
import type { DirectionName } from '../../topology/direction.ts';
import { expectedRoutes } from '../../topology/expected-routes.ts';
import { type LocalTunnel, nodeNamed, sessionsAt, tunnelsAt } from '../../topology/find.ts';
import type {
  DeviceNode,
  FloatingAddresses,
  HostNode,
  InstanceNode,
  Topology,
  TunnelEnd,
} from '../../topology/topology.ts';
import { routerOf, trafficEnds } from '../../topology/traffic-ends.ts';
import { tunnelDistances } from '../../topology/tunnel-distances.ts';
import type { RecoveryPoint } from './recovery-map.ts';

/** Who has to notice that something is broken and move traffic: a point for every node that decides, in each direction. */
export function recoveryOf(topology: Topology, broken: Broken): RecoveryPoint[] {
  const { near, far } = trafficEnds(topology);
  const way = { topology, broken, pair: pairName(near.name, far.name) };
  return [
    { ...way, name: 'outward' as const, from: near, to: far },
    { ...way, name: 'return' as const, from: far, to: near },
  ].flatMap((own) => [...pointsOf(own), ...pointsAtTunnels(own)]);
}

/** One direction of the traffic, and what is gone. */
interface Way {
  readonly topology: Topology;
  readonly pair: string;
  readonly name: DirectionName;
  readonly from: HostNode;
  readonly to: HostNode;
  readonly broken: Broken;
}

function pointsOf(way: Way): RecoveryPoint[] {
  const { topology, from, broken } = way;
  const { nodes: deadNodes } = broken;
  const distances = tunnelDistances(topology, routerOf(from));
  const distanceOf = (node: string) => distances.get(node) ?? Number.POSITIVE_INFINITY;
  return deadNodes.flatMap((dead) => {
    const machine = nodeNamed(topology, dead);
    if (machine.role !== 'instance' && machine.role !== 'device') return [];
    // Those on the sender's side of a tunnel send into it; behind the first tunnel, only they move flows away.
    const senders = tunnelsAt(topology, dead)
      .filter(({ local }) => local.nodes.includes(dead))
      .flatMap(({ remote }) => remote.nodes.filter((node) => distanceOf(node) < distanceOf(dead)));
    return [
      ...(distanceOf(dead) === 0 ? behindTunnels(way, machine) : []),
      ...[...new Set(broken.insideOnly ? [] : senders)]
        .filter((node) => !deadNodes.includes(node))
        .flatMap((node) => throughTunnels(way, machine, node)),
    ];
  });
}

/**
 * Tunnels that are broken while both of their machines live: the node that sends into one has to notice, and that need not be
 * by dead peer detection.
 */
function pointsAtTunnels(way: Way): RecoveryPoint[] {
  const { topology, from, broken } = way;
  const distances = tunnelDistances(topology, routerOf(from));
  const distanceOf = ({ nodes }: TunnelEnd) =>
    Math.min(...nodes.map((node) => distances.get(node) ?? Number.POSITIVE_INFINITY));
  return topology.tunnels
    .filter(({ name }) => broken.tunnels.includes(name))
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
  const { local, remote, interface: device } = tunnel;
  const bgp = timersOfSession(way, node, tunnel);
  return {
    pair: way.pair,
    direction: way.name,
    tunnels: [tunnel.tunnel.name],
    node,
    watches: {
      tunnels: way.broken.ikeAlive ? [] : [remote.name],
      bgpNeighbors: bgp ? [remote.innerAddress] : [],
      bfdNeighbors: [],
      interfaces: [],
    },
    healthProbe: false,
    ...(!way.broken.ikeAlive && { dpd: local.dpd }),
    ...(bgp && { bgp }),
    prefixes: prefixesOf(way),
    failedNextHops: { gateways: [], interfaces: [device] },
  };
}

/** The router on the sender's side of a dead machine: it probes the instances of a gateway, or the site's devices. */
function behindTunnels(way: Way, dead: InstanceNode | DeviceNode): RecoveryPoint[] {
  const { topology, pair, name: direction, from } = way;
  return sessionsAt(topology, dead.name)
    .filter(({ kind, remote }) => remote.nodes.includes(routerOf(from)) && kind !== 'tunnel')
    .map(({ local, remote: { name: node, timers } }) => ({
      pair,
      direction,
      tunnels: tunnelsAt(topology, dead.name).map(({ tunnel }) => tunnel.name),
      node,
      watches: {
        tunnels: [],
        bgpNeighbors: [local.address],
        bfdNeighbors: [local.address],
        interfaces: [],
      },
      healthProbe: dead.role === 'instance',
      bgp: timers,
      prefixes: prefixesOf(way),
      failedNextHops: { gateways: [local.address], interfaces: [] },
      ...comebackOf(way, dead, node),
    }));
}

/** A node at the other end of a dead machine's tunnels, which sends into them. */
function throughTunnels(way: Way, dead: InstanceNode | DeviceNode, node: string): RecoveryPoint[] {
  const isAt = (end: TunnelEnd) => end.nodes.includes(dead.name);
  return tunnelsAt(way.topology, node)
    .filter(({ remote }) => isAt(remote))
    .map((own) => {
      const { tunnel, local, remote, initiates, interface: device } = own;
      const bgp = timersOfSession(way, node, own);
      return {
        pair: way.pair,
        direction: way.name,
        tunnels: [tunnel.name],
        node,
        watches: {
          tunnels: [remote.name],
          bgpNeighbors: bgp ? [remote.innerAddress] : [],
          bfdNeighbors: [],
          interfaces: [],
        },
        healthProbe: false,
        ...(!initiates && { opener: dead.name }),
        dpd: local.dpd,
        ...(bgp && { bgp }),
        prefixes: prefixesOf(way),
        failedNextHops: { gateways: [], interfaces: [device] },
        ...comebackOf(way, dead, node),
      };
    });
}

/** The timers of the BGP session through a tunnel, as that node has them; undefined: the tunnel has no session. */
const timersOfSession = ({ topology }: Way, node: string, { remote }: LocalTunnel): BgpTimers | undefined =>
  sessionsAt(topology, node).find(
    (session) => session.kind === 'tunnel' && session.remote.address === remote.innerAddress,
  )?.local.timers;

/** Who gets the addresses of a dead instance, and whether flows have another way meanwhile. */
function comebackOf(
  way: Way,
  dead: InstanceNode | DeviceNode,
  node: string,
): Pick<RecoveryPoint, 'takeover' | 'comeback'> {
  const { topology } = way;
  const floating = topology.floating.find(({ nodes: [home], returns, nodes }) =>
    returns ? home === dead.name : nodes.includes(dead.name),
  );
  const takeover = floating && takeoverOf(floating, dead.name);
  const alone = !hasOtherWay(way, node);
  return {
    ...(takeover && { takeover }),
    ...(alone && {
      comeback: takeover
        ? { by: 'takeover' as const, node: takeover.node }
        : { by: 'replacement' as const, node: dead.name },
    }),
  };
}

function takeoverOf({ nodes, addresses: [address] }: FloatingAddresses, dead: string) {
  const heir = nodes.find((node) => node !== dead);
  return address && heir !== undefined
    ? { node: heir, address: `${address.address}/${address.prefixLength}` }
    : undefined;
}

/** Whether a node has a route to where the flows go without what is dead. */
function hasOtherWay({ topology, to, broken }: Way, node: string): boolean {
  const isDead = ({ nodes }: { readonly nodes: readonly string[] }) =>
    nodes.some((each) => broken.nodes.includes(each));
  const rest = { ...topology, tunnels: topology.tunnels.filter(({ ends }) => !ends.some(isDead)) };
  return expectedRoutes(rest).some(
    ({ nodes, prefix }) => nodes.includes(node) && prefixContains(prefix, to.address),
  );
}

/** Only the prefix that carries the flows says when flows move. */
function prefixesOf({ topology, to }: Way): string[] {
  return topology.nodes
    .flatMap((node) => (node.role === 'virtual-network' || node.role === 'site' ? node.prefixes : []))
    .filter((prefix) => prefixContains(prefix, to.address));
}
