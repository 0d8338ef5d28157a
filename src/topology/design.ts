import { tunnelsAt } from './find.ts';
import type { Topology, TopologyNode, Tunnel } from './topology.ts';

/** A topology as a picture needs it: machines, what they are wired to, and their tunnels. */
export interface Design {
  readonly nodes: readonly { readonly name: string; readonly role: TopologyNode['role'] }[];
  /** Wires, except those to the public network, which everybody has. */
  readonly wires: readonly (readonly [string, string])[];
  readonly tunnels: readonly DesignTunnel[];
}

export interface DesignTunnel {
  readonly name: string;
  /** Between which machines it runs, or would after a takeover. */
  readonly paths: readonly { readonly from: string; readonly to: string; readonly standby: boolean }[];
  /** Its device at every machine that can have it. */
  readonly devices: readonly { readonly node: string; readonly device: string }[];
}

/** The public network is left out: tunnels stand for it. */
export function designOf(topology: Topology): Design {
  const nodes = topology.nodes.filter(({ role }) => role !== 'internet');
  const known = new Set(nodes.map(({ name }) => name));
  return {
    nodes: nodes.map(({ name, role }) => ({ name, role })),
    wires: nodes.flatMap(({ name, interfaces }) =>
      [...new Set(interfaces.map(({ attachedTo }) => attachedTo.node))]
        .filter((other) => known.has(other))
        .map((other) => [name, other] as const),
    ),
    tunnels: [
      ...topology.tunnels.map((tunnel) => ({
        name: tunnel.name,
        paths: pathsOf(tunnel),
        devices: nodes.flatMap(({ name }) =>
          tunnelsAt(topology, name)
            .filter((own) => own.tunnel.name === tunnel.name)
            .map((own) => ({ node: name, device: own.interface })),
        ),
      })),
      ...topology.pointToSite.flatMap(({ name, nodes: servers, clients }) =>
        clients.map((client) => ({
          name: `${name}--${client}`,
          paths: servers.map((server, index) => ({ from: server, to: client, standby: index > 0 })),
          devices: [],
        })),
      ),
    ],
  };
}

function pathsOf({ ends: [first, second] }: Tunnel): DesignTunnel['paths'] {
  return first.nodes.flatMap((from, near) =>
    second.nodes.map((to, far) => ({ from, to, standby: near > 0 || far > 0 })),
  );
}
