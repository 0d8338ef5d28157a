import { z } from 'zod';
import { serversOf, tunnelsAt } from './find.ts';
import type { Topology } from './topology.ts';
import type { Tunnel } from './tunnel.ts';

const names = z.string();

const designTunnelSchema = z
  .object({
    name: names,
    connections: z
      .array(names)
      .readonly()
      .exactOptional()
      .describe('The connections that it belongs to. Absent: the tunnel of a point-to-site client.'),
    paths: z
      .array(z.object({ from: names, to: names, standby: z.boolean() }).readonly())
      .readonly()
      .describe('The machines that it connects; standby: only after a takeover.'),
    devices: z
      .array(z.object({ node: names, device: names }).readonly())
      .readonly()
      .describe('Its network interface on every machine that can have it.'),
  })
  .readonly();

export type DesignTunnel = z.infer<typeof designTunnelSchema>;

export const designSchema = z
  .object({
    nodes: z
      .array(
        z
          .object({
            name: names,
            role: z.enum(['internet', 'virtual-network', 'site', 'instance', 'device', 'host', 'client']),
          })
          .readonly(),
      )
      .readonly(),
    wires: z
      .array(z.tuple([names, names]).readonly())
      .readonly()
      .describe('Wires between machines, except those to the public network, which every machine has.'),
    tunnels: z.array(designTunnelSchema).readonly(),
  })
  .readonly()
  .describe('The machines of the lab and their tunnels, as a picture needs them.');

/** The parts of a topology that a picture shows. */
export type Design = z.infer<typeof designSchema>;

/** The public network is left out: tunnels stand for it. */
export function designOf(topology: Topology): Design {
  const nodes = topology.nodes.filter(({ role }) => role !== 'internet');
  const known = new Set(nodes.map(({ name }) => name));
  const devices = devicesByTunnel(topology);
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
        connections: tunnel.connections,
        paths: pathsOf(tunnel),
        devices: devices.get(tunnel) ?? [],
      })),
      ...topology.pointToSite.flatMap((service) =>
        service.clients.map((client) => ({
          name: `${service.name}--${client}`,
          paths: serversOf(service, client).map((server, index) => ({
            from: server,
            to: client,
            standby: index > 0,
          })),
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

function devicesByTunnel(topology: Topology): Map<Tunnel, DesignTunnel['devices'][number][]> {
  const devices = new Map<Tunnel, DesignTunnel['devices'][number][]>();
  for (const { name: node } of topology.nodes) {
    for (const { tunnel, interface: device } of tunnelsAt(topology, node)) {
      const others = devices.get(tunnel);
      if (others) others.push({ node, device });
      else devices.set(tunnel, [{ node, device }]);
    }
  }
  return devices;
}
