import type { Topology } from './topology.ts';
import type { DeviceNode } from './topology-node.ts';

/** The prefixes that a device announces to Azure by BGP: those of its site, or some of them. */
export function announcedBy(topology: Topology, device: DeviceNode): readonly string[] {
  const { announces } = device;
  const prefixes = sitePrefixes(topology, device);
  if (!announces) return prefixes;
  const chosen = new Set(announces);
  return prefixes.filter((prefix) => chosen.has(prefix));
}

function sitePrefixes({ nodes }: Topology, device: DeviceNode): readonly string[] {
  const routers = new Set(device.interfaces.map(({ attachedTo }) => attachedTo.node));
  return nodes
    .filter((node) => node.role === 'site')
    .filter((site) => routers.has(site.name))
    .flatMap(({ prefixes }) => prefixes);
}
