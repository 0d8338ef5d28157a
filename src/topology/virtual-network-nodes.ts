import { addressAt, prefixLength } from '../base/addresses.ts';
import { firstAssignable, gatewaySubnetName } from '../definition/azure/addresses.ts';
import { azureBgp } from '../definition/azure/bgp.ts';
import { instanceEnding, instanceIndexes } from '../definition/azure/instances.ts';
import { skuNamed } from '../definition/azure/skus.ts';
import type { Definition, Subnet, VirtualNetwork, VirtualNetworkGateway } from '../definition/definition.ts';
import { arePeered, spokesOf } from '../definition/peerings.ts';
import { addressesFloat } from './floating-addresses.ts';
import { gatewaySubnetPort } from './gateway-subnet-port.ts';
import { InterfaceNames, type NodeNames } from './node-name.ts';
import type { PublicNetwork } from './public-network.ts';
import { routerAddress } from './router-address.ts';
import type { Bridge, HostNode, InstanceNode, SpokeNetwork, VirtualNetworkNode } from './topology-node.ts';

interface Surroundings {
  readonly names: NodeNames;
  readonly internet: PublicNetwork;
}

type AzureNode = VirtualNetworkNode | InstanceNode | HostNode;

/**
 * The router of a virtual network, the instances of its gateways, and its virtual machines. Its spokes hang on the same
 * router, which stands for the platform: it knows all of them, and keeps them apart.
 */
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
  const spokes = spokesOf(network, definition);
  const members = [network, ...spokes];
  const addressPrefixes = members.flatMap((member) => member.addressPrefixes);
  const segments = members.flatMap((owner) =>
    owner.subnets.map((subnet) => ({ owner, ...segmentFor(subnet, bridgeNames.take(subnet.name), name) })),
  );
  const segmentNamed = (owner: VirtualNetwork, subnet: string) => {
    const segment = segments.find((one) => one.owner === owner && one.subnet.name === subnet);
    if (!segment) throw new Error(`${owner.name} has no subnet ${subnet}.`);
    return segment;
  };

  const instances = gateways.flatMap((gateway) =>
    instanceIndexes.map((index): InstanceNode => {
      const { attachedTo, bridge, subnet } = segmentNamed(network, gatewaySubnetName);
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
        virtualNetworkPrefixes: addressPrefixes,
        ...(gateway.activeActive && gateway.vpnClientConfiguration && { sharesClients: true }),
        interfaces: [
          wan.interface,
          { name: gatewaySubnetPort, address: privateAddress, prefixLength: bridge.prefixLength, attachedTo },
        ],
        bridges: [],
      };
    }),
  );

  const machines = members.flatMap((owner) =>
    owner.virtualMachines.map((machine): HostNode => {
      const { attachedTo, bridge } = segmentNamed(owner, machine.subnet);
      const { privateIPAddress: address } = machine;
      return {
        role: 'host',
        name: names.take(machine.name),
        side: 'azure',
        ...(owner !== network && { spoke: owner.name }),
        address,
        router: bridge.address,
        interfaces: [{ name: 'eth0', address, prefixLength: bridge.prefixLength, attachedTo }],
        bridges: [],
      };
    }),
  );

  const router: VirtualNetworkNode = {
    role: 'virtual-network',
    name,
    writtenName: network.name,
    prefixes: addressPrefixes,
    ...(spokes.length > 0 && { spokes: spokes.map((spoke) => spokeNetwork(spoke, spokes)) }),
    asn: gateways[0]?.bgpSettings.asn ?? azureBgp.defaultAsn.value,
    routerId: segments[0]?.bridge.address ?? '0.0.0.1',
    interfaces: [],
    bridges: segments.map((segment) => segment.bridge),
  };
  return [router, ...instances, ...machines];
}

const spokeNetwork = (spoke: VirtualNetwork, spokes: readonly VirtualNetwork[]): SpokeNetwork => ({
  name: spoke.name,
  prefixes: spoke.addressPrefixes,
  peers: spokes.filter((other) => other !== spoke && arePeered(spoke, other)).map(({ name }) => name),
});

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
