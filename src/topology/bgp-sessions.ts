import type {
  BgpSession,
  DeviceNode,
  InstanceNode,
  SessionEnd,
  SessionKind,
  SiteNode,
  TopologyNode,
  Tunnel,
  TunnelEnd,
  VirtualNetworkNode,
} from './topology.ts';

/** Every BGP session of the lab: through the tunnels, between siblings, and with the routers behind them. */
export function bgpSessions(
  nodes: readonly TopologyNode[],
  tunnels: readonly Tunnel[],
  activeActive: (gateway: string) => boolean,
): BgpSession[] {
  const instances = nodes.filter((node) => node.role === 'instance');
  const devices = nodes.filter((node) => node.role === 'device');
  const speakers = [...instances, ...devices];
  return [
    ...tunnels.filter(({ bgp }) => bgp).map((tunnel) => throughTunnel(tunnel, speakers)),
    ...siblings(instances.filter(({ gateway }) => activeActive(gateway))),
    ...nodes
      .filter((node) => node.role === 'virtual-network')
      .flatMap((router) => withPlatform(router, instances)),
    ...nodes.filter((node) => node.role === 'site').flatMap((router) => withSiteRouter(router, devices)),
  ];
}

const session = (kind: SessionKind, first: SessionEnd, second: SessionEnd): BgpSession => ({
  kind,
  ends: [first, second],
});

function throughTunnel(
  { ends: [first, second] }: Tunnel,
  speakers: readonly (InstanceNode | DeviceNode)[],
): BgpSession {
  const end = ({ name, nodes, innerAddress, side }: TunnelEnd): SessionEnd => ({
    name,
    nodes,
    address: innerAddress,
    asn: speakers.find((speaker) => nodes.includes(speaker.name))?.asn ?? 0,
    // With an APIPA address Azure waits for the device to open the session (Configure BGP).
    ...(side === 'azure' && isAutomaticPrivate(innerAddress) && { passive: true as const }),
  });
  return session('tunnel', end(first), end(second));
}

const isAutomaticPrivate = (address: string) => address.startsWith('169.254.');

/**
 * Leaves from the port in the gateway subnet: the tunnel devices have the same address, and FRR would else look for
 * the neighbour, and for its BFD session, behind the first of them.
 */
const inGatewaySubnet = ({ name, asn, privateAddress }: InstanceNode): SessionEnd => ({
  name,
  nodes: [name],
  address: privateAddress,
  asn,
  interface: 'lan0',
});

function siblings(instances: readonly InstanceNode[]): BgpSession[] {
  return instances.flatMap((first) =>
    instances
      .filter((second) => second.gateway === first.gateway && second.index > first.index)
      .map((second) => session('sibling', inGatewaySubnet(first), inGatewaySubnet(second))),
  );
}

function withPlatform(router: VirtualNetworkNode, instances: readonly InstanceNode[]): BgpSession[] {
  return instances
    .filter((instance) => instance.virtualNetwork === router.name)
    .map((instance) =>
      session('platform', inGatewaySubnet(instance), {
        name: router.name,
        nodes: [router.name],
        address: instance.virtualNetworkRouter,
        asn: router.asn,
      }),
    );
}

/** Inside a site a device is known by its LAN address: its loopback is for the tunnels. */
function withSiteRouter(router: SiteNode, devices: readonly DeviceNode[]): BgpSession[] {
  const routerEnd = { name: router.name, nodes: [router.name], address: router.routerId, asn: router.asn };
  return devices.flatMap((device) =>
    device.interfaces
      .filter((port) => port.attachedTo.node === router.name)
      .map((port) =>
        session(
          'site',
          {
            name: device.name,
            nodes: [device.name],
            address: port.address,
            asn: device.asn,
            interface: port.name,
          },
          routerEnd,
        ),
      ),
  );
}
