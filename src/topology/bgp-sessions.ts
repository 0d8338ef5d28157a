import type {
  BgpSession,
  DeviceNode,
  InstanceNode,
  SessionEnd,
  SessionKind,
  SiteNode,
  TopologyNode,
  Tunnel,
  VirtualNetworkNode,
} from './topology.ts';

/** Every BGP session of the lab: through the tunnels, between siblings, and with the two cores. */
export function bgpSessions(nodes: readonly TopologyNode[], tunnels: readonly Tunnel[]): BgpSession[] {
  const instances = nodes.filter((node) => node.role === 'instance');
  const devices = nodes.filter((node) => node.role === 'device');
  return [
    ...tunnels.flatMap((tunnel) => throughTunnel(tunnel, instances, devices)),
    ...siblings(instances),
    ...nodes
      .filter((node) => node.role === 'virtual-network')
      .flatMap((core) => withPlatform(core, instances)),
    ...nodes.filter((node) => node.role === 'site').flatMap((core) => withSiteCore(core, devices)),
  ];
}

const speaker = (node: InstanceNode | DeviceNode): SessionEnd => ({
  node: node.name,
  address: node.bgpAddress,
  asn: node.asn,
});

const session = (kind: SessionKind, first: SessionEnd, second: SessionEnd): BgpSession => ({
  kind,
  ends: [first, second],
});

function throughTunnel(
  tunnel: Tunnel,
  instances: readonly InstanceNode[],
  devices: readonly DeviceNode[],
): BgpSession[] {
  const instance = instances.find((node) => node.name === tunnel.azure.node);
  const device = devices.find((node) => node.name === tunnel.remote.node);
  return instance && device ? [session('tunnel', speaker(instance), speaker(device))] : [];
}

function siblings(instances: readonly InstanceNode[]): BgpSession[] {
  return instances.flatMap((first) =>
    instances
      .filter((second) => second.gateway === first.gateway && second.index > first.index)
      .map((second) => session('sibling', speaker(first), speaker(second))),
  );
}

function withPlatform(core: VirtualNetworkNode, instances: readonly InstanceNode[]): BgpSession[] {
  return instances
    .filter((instance) => instance.virtualNetwork === core.name)
    .map((instance) =>
      session('platform', speaker(instance), {
        node: core.name,
        address: instance.virtualNetworkRouter,
        asn: core.asn,
      }),
    );
}

/** Inside a site a device is known by its LAN address: its loopback is for the tunnels. */
function withSiteCore(core: SiteNode, devices: readonly DeviceNode[]): BgpSession[] {
  const coreEnd = { node: core.name, address: core.routerId, asn: core.asn };
  return devices.flatMap((device) =>
    device.interfaces
      .filter((port) => port.attachedTo.node === core.name)
      .map((port) => session('site', { node: device.name, address: port.address, asn: device.asn }, coreEnd)),
  );
}
