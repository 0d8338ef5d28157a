import { addressAt, prefixLength } from '../base/addresses.ts';
import { firstAssignable, gatewaySubnetName } from '../definition/azure/addresses.ts';
import { azureBgp } from '../definition/azure/bgp.ts';
import { instanceEnding, instanceIndexes } from '../definition/azure/instances.ts';
import { skuNamed } from '../definition/azure/skus.ts';
import type { Definition, Subnet, VirtualNetwork, VirtualNetworkGateway } from '../definition/definition.ts';
import { addressesFloat } from './floating-addresses.ts';
import { gatewaySubnetPort } from './gateway-subnet-port.ts';
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
  definition: Definition,
  { names, internet }: Surroundings,
): AzureNode[] {
  const gateways = definition.virtualNetworkGateways.filter(
    (gateway) => gateway.virtualNetwork === network.name,
  );
  const name = names.take(network.name);
  const bridgeNames = new InterfaceNames();
  const segments = network.subnets.map((subnet) => segmentFor(subnet, bridgeNames.take(subnet.name), name));
  const segmentNamed = (subnet: string) => {
    const segment = segments.find((candidate) => candidate.subnet.name === subnet);
    if (!segment) throw new Error(`${network.name} has no subnet ${subnet}.`);
    return segment;
  };

  const instances = gateways.flatMap((gateway) =>
    instanceIndexes.map((index): InstanceNode => {
      const { attachedTo, bridge, subnet } = segmentNamed(gatewaySubnetName);
      const publicAddress = gateway.publicIPAddresses[gateway.activeActive ? index : 0]?.ipAddress;
      if (publicAddress === undefined)
        throw new Error(`${gateway.name} has no public address for instance ${index}.`);
      const wan = addressesFloat(gateway, definition)
        ? internet.attachFloating(publicAddress)
        : internet.attach(publicAddress);
      const privateAddress = ownAddress(gateway, index, subnet);
      return {
        role: 'instance',
        name: names.take(gateway.name, instanceEnding(index)),
        gateway: gateway.name,
        index,
        ...zoneOf(gateway, index),
        asn: gateway.bgpSettings.asn,
        publicRouter: wan.router,
        privateAddress,
        virtualNetwork: name,
        virtualNetworkRouter: bridge.address,
        virtualNetworkPrefixes: network.addressPrefixes,
        interfaces: [
          wan.interface,
          { name: gatewaySubnetPort, address: privateAddress, prefixLength: bridge.prefixLength, attachedTo },
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
    asn: gateways[0]?.bgpSettings.asn ?? azureBgp.defaultAsn.value,
    routerId: segments[0]?.bridge.address ?? '0.0.0.1',
    interfaces: [],
    bridges: segments.map((segment) => segment.bridge),
  };
  return [router, ...instances, ...machines];
}

/** With one zone at its public addresses a gateway is zonal: both of its instances are in that zone. */
function zoneOf(
  { sku, publicIPAddresses }: VirtualNetworkGateway,
  index: number,
): Pick<InstanceNode, 'zone'> {
  if (!skuNamed(sku)?.zoneRedundant) return {};
  const zones = publicIPAddresses[0]?.zones ?? [];
  return { zone: Number(zones[index] ?? zones[0] ?? index + 1) };
}

/** Each active-active instance is a BGP speaker; the instances of an active-standby gateway share one that moves. */
function ownAddress(
  { activeActive, bgpSettings }: VirtualNetworkGateway,
  index: number,
  subnet: Subnet,
): string {
  const own = activeActive ? bgpSettings.bgpPeeringAddresses[index] : undefined;
  return own ?? addressAt(subnet.addressPrefix, firstAssignable + index);
}

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
