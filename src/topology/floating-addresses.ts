import { prefixLength } from '../base/addresses.ts';
import { gatewaySubnetName } from '../definition/azure/addresses.ts';
import type { Definition, VirtualNetworkGateway } from '../definition/definition.ts';
import type { Profile } from '../definition/profile.ts';
import type { Endpoint } from './endpoints.ts';
import { gatewaySubnetPort } from './gateway-subnet-port.ts';
import { publicPort, publicPrefixLength } from './public-network.ts';
import { sitePort } from './site-nodes.ts';
import type { FloatingAddress, FloatingAddresses } from './topology.ts';
import type { DeviceNode } from './topology-node.ts';

/**
 * The addresses of a gateway that move between its instances. Active-standby: the public address and the BGP peer
 * address, to the survivor, where they stay. Active-active: with BGP none; without it each public address, until
 * its own instance is back, if the profile assumes that it returns.
 */
export function floatingAddresses(
  gateway: VirtualNetworkGateway,
  definition: Definition,
  endpoints: readonly Endpoint[],
  { takeover, publicAddressReturns }: Pick<Profile, 'takeover' | 'publicAddressReturns'>,
): FloatingAddresses[] {
  if (!addressesFloat(gateway, definition)) return [];
  const own = endpoints.filter((endpoint) => endpoint.gateway === gateway.name && endpoint.side === 'azure');
  const instances = own.flatMap(({ nodes }) => nodes);
  return own.map((endpoint, index): FloatingAddresses => {
    const [home = ''] = endpoint.nodes;
    const sibling = instances.find((node) => node !== home) ?? '';
    return {
      name: endpoint.name,
      gateway: gateway.name,
      nodes: [home, sibling],
      activeStandby: !gateway.activeActive,
      returns: gateway.activeActive && publicAddressReturns,
      over: gatewaySubnetPort,
      virtualRouterId: index + 1,
      takeover,
      addresses: [
        { interface: publicPort, address: endpoint.publicAddress, prefixLength: publicPrefixLength },
        ...(gateway.activeActive ? [] : bgpAddress(gateway, endpoint, definition)),
      ],
    };
  });
}

/**
 * The addresses of the pairs of devices: each has the public one of its local network gateway. A careful engineer lets a
 * device without its line give the address up.
 */
export const pairAddresses = (devices: readonly DeviceNode[]): FloatingAddresses[] =>
  devices.flatMap(({ pair, name, publicAddress }, index) => {
    if (!pair || pair.nodes[0] !== name) return [];
    const { advertisementSeconds, priority, preempt } = pair;
    return [
      {
        name: pair.name,
        gateway: pair.name,
        nodes: pair.nodes,
        activeStandby: true,
        isPair: true,
        returns: preempt,
        over: sitePort,
        needs: publicPort,
        virtualRouterId: 1 + (index % mostVirtualRouters),
        takeover: { advertisementSeconds, priority },
        addresses: [{ interface: publicPort, address: publicAddress, prefixLength: publicPrefixLength }],
      },
    ];
  });

/** VRRP's ids end there. More machines than that are at several sites: one has 100 pairs at most. */
const mostVirtualRouters = 255;

/** Whether the public addresses of a gateway move. An instance then starts without one. */
export function addressesFloat(gateway: VirtualNetworkGateway, { connections }: Definition): boolean {
  return (
    !gateway.activeActive ||
    connections.some(
      ({ virtualNetworkGateway1, enableBgp }) => virtualNetworkGateway1 === gateway.name && !enableBgp,
    )
  );
}

function bgpAddress(
  { enableBgp, virtualNetwork }: VirtualNetworkGateway,
  { bgpAddress: address }: Endpoint,
  { virtualNetworks }: Definition,
): FloatingAddress[] {
  const subnet = virtualNetworks
    .find(({ name }) => name === virtualNetwork)
    ?.subnets.find(({ name }) => name === gatewaySubnetName);
  if (!enableBgp || address === undefined || !subnet) return [];
  return [{ interface: gatewaySubnetPort, address, prefixLength: prefixLength(subnet.addressPrefix) }];
}
