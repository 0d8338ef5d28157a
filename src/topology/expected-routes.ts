import type { NextHop } from '../events/node-event.ts';
import { devicesOf, instancesOf, tunnelsAt } from './find.ts';
import type { DeviceNode, InstanceNode, SiteNode, Topology, VirtualNetworkNode } from './topology.ts';

/** A route that the kernel of a node must have when the lab is ready, with every next hop it must have. */
export interface ExpectedRoute {
  readonly node: string;
  readonly prefix: string;
  readonly nextHops: readonly NextHop[];
}

/**
 * The routes that carry traffic when everything is up: the site's prefixes over every tunnel of an instance and
 * over every instance of a gateway, the virtual network's prefixes over every tunnel of a device and over every
 * device of a site.
 */
export function expectedRoutes(topology: Topology): ExpectedRoute[] {
  const instances = instancesOf(topology);
  const devices = devicesOf(topology);
  const sites = topology.nodes.filter((node) => node.role === 'site');
  const networks = topology.nodes.filter((node) => node.role === 'virtual-network');
  return [
    ...instances.flatMap((instance) => instanceRoutes(topology, instance, sites, devices)),
    ...devices.flatMap((device) => deviceRoutes(topology, device, instances)),
    ...networks.flatMap((network) => networkRoutes(topology, network, instances, sites, devices)),
    ...sites.flatMap((site) => siteRoutes(topology, site, devices, networks, instances)),
  ];
}

function instanceRoutes(
  topology: Topology,
  instance: InstanceNode,
  sites: readonly SiteNode[],
  devices: readonly DeviceNode[],
): ExpectedRoute[] {
  return sites.flatMap((site) => {
    const members = namesOf(devicesAt(site, devices));
    const nextHops = throughTunnels(topology, instance.name, members);
    return routes(instance.name, site.prefixes, nextHops);
  });
}

function deviceRoutes(
  topology: Topology,
  device: DeviceNode,
  instances: readonly InstanceNode[],
): ExpectedRoute[] {
  const networks = new Map<string, InstanceNode[]>();
  for (const instance of instances) {
    networks.set(instance.virtualNetwork, [...(networks.get(instance.virtualNetwork) ?? []), instance]);
  }
  return [...networks.values()].flatMap((members) =>
    routes(
      device.name,
      members[0]?.virtualNetworkPrefixes ?? [],
      throughTunnels(topology, device.name, namesOf(members)),
    ),
  );
}

function networkRoutes(
  topology: Topology,
  network: VirtualNetworkNode,
  instances: readonly InstanceNode[],
  sites: readonly SiteNode[],
  devices: readonly DeviceNode[],
): ExpectedRoute[] {
  return sites.flatMap((site) => {
    const members = namesOf(devicesAt(site, devices));
    const nextHops = instances
      .filter((instance) => instance.virtualNetwork === network.name)
      .filter((instance) => throughTunnels(topology, instance.name, members).length > 0)
      .map(
        (instance): NextHop => ({ gateway: instance.bgpAddress, interface: portOf(instance, network.name) }),
      );
    return routes(network.name, site.prefixes, nextHops);
  });
}

function siteRoutes(
  topology: Topology,
  site: SiteNode,
  devices: readonly DeviceNode[],
  networks: readonly VirtualNetworkNode[],
  instances: readonly InstanceNode[],
): ExpectedRoute[] {
  return networks.flatMap((network) => {
    const members = namesOf(instances.filter((instance) => instance.virtualNetwork === network.name));
    const nextHops = devicesAt(site, devices)
      .filter((device) => throughTunnels(topology, device.name, members).length > 0)
      .flatMap((device) => device.interfaces.filter((port) => port.attachedTo.node === site.name))
      .map((port): NextHop => ({ gateway: port.address, interface: port.attachedTo.bridge }));
    return routes(site.name, network.prefixes, nextHops);
  });
}

function throughTunnels(topology: Topology, node: string, remoteNodes: ReadonlySet<string>): NextHop[] {
  return tunnelsAt(topology, node)
    .filter(({ remote }) => remoteNodes.has(remote.node))
    .map(({ local, remote }) => ({ gateway: remote.bgpAddress, interface: local.interface }));
}

const devicesAt = (site: SiteNode, devices: readonly DeviceNode[]) =>
  devices.filter((device) => device.interfaces.some((port) => port.attachedTo.node === site.name));

const namesOf = (nodes: readonly { readonly name: string }[]) => new Set(nodes.map((node) => node.name));

const portOf = (instance: InstanceNode, router: string) =>
  instance.interfaces.find((port) => port.attachedTo.node === router)?.attachedTo.bridge ?? '';

const routes = (node: string, prefixes: readonly string[], nextHops: readonly NextHop[]): ExpectedRoute[] =>
  nextHops.length === 0 ? [] : prefixes.map((prefix) => ({ node, prefix, nextHops }));
