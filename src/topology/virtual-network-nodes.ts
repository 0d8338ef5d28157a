import { prefixLength } from '../definition/address.ts';
import type { Subnet, VirtualNetwork, VirtualNetworkGateway } from '../definition/definition.ts';
import { InterfaceNames, type NodeNames } from './node-name.ts';
import type { PublicNetwork } from './public-network.ts';
import { routerAddress } from './router-address.ts';
import type { Bridge, HostNode, InstanceNode, VirtualNetworkNode } from './topology.ts';

interface Surroundings {
  readonly names: NodeNames;
  readonly internet: PublicNetwork;
}

type AzureNode = VirtualNetworkNode | InstanceNode | HostNode;

/** The router of a virtual network, the instances of its gateways, and its virtual machines. */
export function virtualNetworkNodes(
  network: VirtualNetwork,
  gateways: readonly VirtualNetworkGateway[],
  { names, internet }: Surroundings,
): AzureNode[] {
  const name = names.take(network.name);
  const bridgeNames = new InterfaceNames();
  const segments = network.subnets.map((subnet) => segmentFor(subnet, bridgeNames.take(subnet.name), name));
  const segmentNamed = (subnet: string) => {
    const segment = segments.find((candidate) => candidate.subnet.name === subnet);
    if (!segment) throw new Error(`${network.name} has no subnet ${subnet}.`);
    return segment;
  };

  const instances = gateways.flatMap((gateway) =>
    gateway.bgpSettings.bgpPeeringAddresses.map((bgpAddress, index): InstanceNode => {
      const { attachedTo, bridge } = segmentNamed('GatewaySubnet');
      const publicAddress = gateway.publicIPAddresses[index]?.ipAddress;
      if (publicAddress === undefined)
        throw new Error(`${gateway.name} has no public address for instance ${index}.`);
      const wan = internet.attach('wan0', publicAddress);
      return {
        role: 'instance',
        name: names.take(`${gateway.name}-${index}`),
        gateway: gateway.name,
        index,
        asn: gateway.bgpSettings.asn,
        publicAddress,
        publicRouter: wan.router,
        bgpAddress,
        virtualNetwork: name,
        virtualNetworkRouter: bridge.address,
        virtualNetworkPrefixes: network.addressPrefixes,
        interfaces: [
          wan.interface,
          { name: 'lan0', address: bgpAddress, prefixLength: bridge.prefixLength, attachedTo },
        ],
        bridges: [],
      };
    }),
  );

  const machines = network.virtualMachines.map((machine): HostNode => {
    const { attachedTo, bridge } = segmentNamed(machine.subnet);
    const { privateIPAddress: address } = machine;
    return {
      role: 'host',
      name: names.take(machine.name),
      side: 'azure',
      address,
      router: bridge.address,
      interfaces: [{ name: 'eth0', address, prefixLength: bridge.prefixLength, attachedTo }],
      bridges: [],
    };
  });

  const router: VirtualNetworkNode = {
    role: 'virtual-network',
    name,
    prefixes: network.addressPrefixes,
    asn: gateways[0]?.bgpSettings.asn ?? defaultGatewayAsn,
    routerId: segments[0]?.bridge.address ?? '0.0.0.1',
    interfaces: [],
    bridges: segments.map((segment) => segment.bridge),
  };
  return [router, ...instances, ...machines];
}

/** Azure's default for a gateway, whether or not it uses BGP (VPN Gateway FAQ). */
const defaultGatewayAsn = 65515;

interface Segment {
  readonly subnet: Subnet;
  readonly bridge: Bridge;
  readonly attachedTo: { readonly node: string; readonly bridge: string };
}

function segmentFor(subnet: Subnet, bridgeName: string, node: string): Segment {
  const bridge: Bridge = {
    name: bridgeName,
    address: routerAddress(subnet.addressPrefix),
    prefixLength: prefixLength(subnet.addressPrefix),
  };
  return { subnet, bridge, attachedTo: { node, bridge: bridge.name } };
}
