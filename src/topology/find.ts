import { prefixContains } from '../base/addresses.ts';
import { listed } from '../base/listed.ts';
import type { HealthProbe } from '../definition/profile.ts';
import type { BgpSession, SessionEnd, SessionKind } from './bgp-session.ts';
import type { FloatingAddresses, PointToSite, Topology } from './topology.ts';
import type { ClientNode, DeviceNode, HostNode, InstanceNode, TopologyNode } from './topology-node.ts';
import type { Tunnel, TunnelEnd } from './tunnel.ts';
import { tunnelInterface } from './tunnel-interface.ts';

/**
 * The node of that name.
 *
 * @throws {Error} when the topology has no such node; the message lists its nodes
 */
export function nodeNamed(topology: Topology, name: string): TopologyNode {
  const node = topology.nodes.find((candidate) => candidate.name === name);
  if (!node) {
    const known = listed(topology.nodes.map((candidate) => candidate.name));
    throw new Error(`There is no node "${name}" in ${topology.lab}. It has: ${known}.`);
  }
  return node;
}

/** @throws Error when it is no device, which has been checked before */
export function deviceNamed(topology: Topology, name: string): DeviceNode {
  const node = nodeNamed(topology, name);
  if (node.role !== 'device') throw new Error(`${name} is not a device.`);
  return node;
}

export const instancesOf = (topology: Topology): InstanceNode[] =>
  topology.nodes.filter((node) => node.role === 'instance');

export const devicesOf = (topology: Topology): DeviceNode[] =>
  topology.nodes.filter((node) => node.role === 'device');

/** The devices with the first one of each pair, which stands for both. */
export const oncePerPair = (devices: readonly DeviceNode[]): DeviceNode[] =>
  devices.filter(({ name, pair }) => pair === undefined || pair.nodes[0] === name);

export const hostsOf = (topology: Topology): HostNode[] =>
  topology.nodes.filter((node) => node.role === 'host');

/** The router of a host's virtual network or site. */
export const routerOf = ({ interfaces: [port] }: HostNode): string => port?.attachedTo.node ?? '';

export const clientsOf = (topology: Topology): ClientNode[] =>
  topology.nodes.filter((node) => node.role === 'client');

/** The hosts that a client has a route to. */
export const hostsInReach = (topology: Topology, { routes }: ClientNode): HostNode[] =>
  hostsOf(topology).filter(({ address }) => routes.some((prefix) => prefixContains(prefix, address)));

/**
 * The host whose answers show that a client's packets pass. It is in the virtual network of the client's gateway, so that
 * no other tunnel has a part in it; undefined: there is none.
 */
export function hostBehindGateway(topology: Topology, client: ClientNode): HostNode | undefined {
  const service = topology.pointToSite.find(({ clients }) => clients.includes(client.name));
  const prefixes = instancesOf(topology)
    .filter(({ name }) => service?.nodes.includes(name))
    .flatMap(({ virtualNetworkPrefixes }) => virtualNetworkPrefixes);
  return hostsInReach(topology, client).find(({ address }) =>
    prefixes.some((prefix) => prefixContains(prefix, address)),
  );
}

/** The point-to-site service that an instance runs while it has the clients' public address. */
export const pointToSiteAt = (topology: Topology, node: string): PointToSite | undefined =>
  topology.pointToSite.find(({ nodes }) => nodes.includes(node));

/** The instances that may serve a client; the first one does when the lab comes up. */
export function serversOf({ nodes, shares = [] }: PointToSite, client: string): readonly string[] {
  const own = shares.find(({ clients }) => clients.includes(client))?.node;
  return own === undefined ? nodes : [own, ...nodes.filter((node) => node !== own)];
}

/** The clients that an instance serves if it serves any. */
export const clientsServedBy = ({ clients, shares }: PointToSite, node: string): readonly string[] =>
  shares?.find((share) => share.node === node)?.clients ?? clients;

/** A tunnel as one of its nodes sees it. */
export interface LocalTunnel {
  readonly tunnel: Tunnel;
  readonly local: TunnelEnd;
  readonly remote: TunnelEnd;
  readonly initiates: boolean;
  /** Unique on this node: the name of the other end, and for a sibling's end also the sibling's name. */
  readonly connection: string;
  /** The address from which this node sends IKE and ESP: the public one, or that behind NAT. */
  readonly localAddress: string;
  /** The address of the other end as this node knows it: its own, or its alias. */
  readonly peerAddress: string;
  /** Name of the tunnel's device on this node. */
  readonly interface: string;
  /** The addresses that this node needs to have the tunnel; absent: it always has it. */
  readonly floating?: FloatingAddresses;
}

/** The tunnels that a node has, or would have after a takeover from its sibling, in the order of their devices. */
export function tunnelsAt(topology: Topology, node: string): LocalTunnel[] {
  return topology.tunnels
    .flatMap((tunnel): Omit<LocalTunnel, 'interface'>[] => {
      const index = tunnel.ends.findIndex((end) => canHave(end, node));
      const [local, remote] = index === 1 ? [tunnel.ends[1], tunnel.ends[0]] : tunnel.ends;
      if (index < 0) return [];
      const floating = floatingOf(topology, local.name);
      const connection = local.nodes.includes(node)
        ? connectionAt(local, remote)
        : `${remote.name}-as-${local.name}`;
      return [
        {
          tunnel,
          local,
          remote,
          connection,
          localAddress: local.privateAddress ?? local.publicAddress,
          peerAddress: (index === 1 ? tunnel.alias : undefined) ?? remote.innerAddress,
          initiates: local.starts,
          ...(floating && { floating }),
        },
      ];
    })
    .map((tunnel, index) => ({ ...tunnel, interface: tunnelInterface(index) }));
}

/** The public addresses that an end of a tunnel has in turn: that of the lab file, and that after a change. */
export const publicAddressesOf = ({
  publicAddress,
  secondAddress,
}: Pick<TunnelEnd, 'publicAddress' | 'secondAddress'>): string[] => [
  publicAddress,
  ...(secondAddress === undefined ? [] : [secondAddress]),
];

/** Name of the connection to the other end of a tunnel on the nodes of this one: over a further line it is another one. */
export const connectionAt = (local: Pick<TunnelEnd, 'port'>, remote: Pick<TunnelEnd, 'name'>): string =>
  local.port === undefined ? remote.name : `${remote.name}-over-${local.port}`;

/** Whether that node has, or can take over, an end of a tunnel. */
const canHave = (end: TunnelEnd, node: string): boolean => end.nodes.includes(node) || end.standIn === node;

const floatingOf = (topology: Topology, end: string): FloatingAddresses | undefined =>
  topology.floating.find(({ name }) => name === end);

/** The floating addresses that a node has or may get. */
export const floatingAt = (topology: Topology, node: string): FloatingAddresses[] =>
  topology.floating.filter(({ nodes }) => nodes.includes(node));

/** A BGP session as one of its nodes sees it. */
export interface LocalSession {
  readonly kind: SessionKind;
  readonly local: SessionEnd;
  readonly remote: SessionEnd;
  /** As of the session. */
  readonly bfd?: HealthProbe;
}

/** Names of the tunnels that end at a node, without those that it would have after a takeover. */
export const tunnelsEndingAt = ({ tunnels }: Topology, node: string): string[] =>
  tunnels.filter(({ ends }) => ends.some(({ nodes }) => nodes.includes(node))).map(({ name }) => name);

/** Names of those that carry a BGP session. */
export const tunnelsWithSessionAt = (topology: Topology, node: string): string[] => {
  const own = tunnelsEndingAt(topology, node);
  return topology.tunnels
    .filter(({ name, bgp, called }) => bgp && called === undefined && own.includes(name))
    .map(({ name }) => name);
};

/** The sessions that a node has when everything is up. */
export const sessionsAt = ({ sessions }: Topology, node: string): LocalSession[] => localOf(sessions, node);

/** The sessions that are in the configuration of a node: those of {@link sessionsAt}, and those that never come up. */
export const configuredSessionsAt = ({ sessions, sessionsAmiss }: Topology, node: string): LocalSession[] => [
  ...localOf(sessions, node),
  ...localOf(sessionsAmiss, node),
];

function localOf(sessions: readonly BgpSession[], node: string): LocalSession[] {
  return sessions.flatMap((session): LocalSession[] => {
    const {
      kind,
      bfd,
      ends: [first, second],
    } = session;
    const own = { kind, ...(bfd && { bfd }) };
    if (first.nodes.includes(node)) return [{ ...own, local: first, remote: second }];
    if (second.nodes.includes(node)) return [{ ...own, local: second, remote: firstAsKnown(session) }];
    return [];
  });
}

/** The first end of a session as the second one knows it. The next hop that it announces is not behind every line. */
function firstAsKnown({ ends: [first], called, alias }: BgpSession): SessionEnd {
  if (called !== undefined) return { ...first, address: called };
  return alias === undefined ? first : { nextHop: first.address, ...first, address: alias };
}

/** The address of the other end of a session as its ends know it, in their order. */
export const neighborsOf = ({ ends: [first, second], alias }: BgpSession): readonly [string, string] => [
  second.address,
  alias ?? first.address,
];
