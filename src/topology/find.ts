import type {
  DeviceNode,
  HostNode,
  InstanceNode,
  SessionEnd,
  SessionKind,
  Topology,
  TopologyNode,
  Tunnel,
  TunnelEnd,
} from './topology.ts';

/**
 * The node of that name.
 *
 * @throws {Error} when the topology has no such node; the message lists those that it has.
 */
export function nodeNamed(topology: Topology, name: string): TopologyNode {
  const node = topology.nodes.find((candidate) => candidate.name === name);
  if (!node) {
    const known = topology.nodes.map((candidate) => candidate.name).join(', ');
    throw new Error(`There is no node "${name}" in ${topology.lab}. It has: ${known}.`);
  }
  return node;
}

export const instancesOf = (topology: Topology): InstanceNode[] =>
  topology.nodes.filter((node) => node.role === 'instance');

export const devicesOf = (topology: Topology): DeviceNode[] =>
  topology.nodes.filter((node) => node.role === 'device');

export const hostsOf = (topology: Topology): HostNode[] =>
  topology.nodes.filter((node) => node.role === 'host');

/** A tunnel as one of its nodes sees it. */
export interface LocalTunnel {
  readonly tunnel: Tunnel;
  readonly local: TunnelEnd;
  readonly remote: TunnelEnd;
  readonly initiates: boolean;
}

/** The tunnels that end at a node, in the order of their devices (`ipsec0`, `ipsec1`, ...). */
export function tunnelsAt(topology: Topology, node: string): LocalTunnel[] {
  return topology.tunnels.flatMap((tunnel): LocalTunnel[] => {
    const { azure, remote, initiators } = tunnel;
    if (azure.node === node) {
      return [{ tunnel, local: azure, remote, initiates: initiators.includes('azure') }];
    }
    if (remote.node === node) {
      return [{ tunnel, local: remote, remote: azure, initiates: initiators.includes('remote') }];
    }
    return [];
  });
}

/** A BGP session as one of its nodes sees it. */
export interface LocalSession {
  readonly kind: SessionKind;
  readonly local: SessionEnd;
  readonly remote: SessionEnd;
}

export function sessionsAt(topology: Topology, node: string): LocalSession[] {
  return topology.sessions.flatMap(({ kind, ends: [first, second] }): LocalSession[] => {
    if (first.node === node) return [{ kind, local: first, remote: second }];
    if (second.node === node) return [{ kind, local: second, remote: first }];
    return [];
  });
}
