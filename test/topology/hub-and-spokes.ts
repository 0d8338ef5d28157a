import type { Definition } from '../../src/definition/definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { readDefinition } from '../definition/read-definition.ts';

interface Options {
  readonly bgp: boolean;
  /** The spokes are peered with each other, too. */
  readonly peers?: boolean;
}

/** A hub with two spokes, and a site. */
export const hubAndSpokes = (options: Options): Definition =>
  readDefinition(yamlSource(hubAndSpokesFile(options), 'lab.yaml'), faults);

const id = '/subscriptions/0/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/east';

export const hubAndSpokesFile = ({ bgp, peers = false }: Options): string => `
name: hub-and-spokes
virtualNetworks:
  - name: east
    addressPrefixes: [10.41.0.0/16]
    subnets: [{ name: apps, addressPrefix: 10.41.1.0/24 }]
    virtualMachines: [{ name: app1, subnet: apps }]
    virtualNetworkPeerings:
      - { remoteVirtualNetwork: Quay, useRemoteGateways: true }
${peers ? '      - { remoteVirtualNetwork: west }' : ''}
  - name: Quay
    addressPrefixes: [10.40.0.0/16]
    subnets: [{ name: ops, addressPrefix: 10.40.1.0/24 }, { name: GatewaySubnet, addressPrefix: 10.40.255.0/27 }]
    virtualMachines: [{ name: jump, subnet: ops }]
    virtualNetworkPeerings:
      - { name: to-east, remoteVirtualNetwork: { id: ${id} }, allowGatewayTransit: true }
      - { remoteVirtualNetwork: west, allowGatewayTransit: true }
  - name: west
    addressPrefixes: [10.42.0.0/16, 10.43.0.0/16]
    subnets: [{ name: apps, addressPrefix: 10.42.1.0/24 }]
    virtualMachines: [{ name: app2, subnet: apps }]
    virtualNetworkPeerings:
      - { remoteVirtualNetwork: Quay, useRemoteGateways: true }
${peers ? '      - { remoteVirtualNetwork: east }' : ''}
virtualNetworkGateways:
  - name: quaygw
    virtualNetwork: Quay
    activeActive: true
    publicIPAddresses: [quayip1, quayip2]
    bgpSettings: { asn: 65040 }
localNetworkGateways:
  - name: yard
    gatewayIpAddress: 198.51.100.20
    localNetworkAddressSpace: { addressPrefixes: [10.60.0.0/16] }
    bgpSettings: { asn: 65060, bgpPeeringAddress: 10.60.255.1 }
connections:
  - name: quaytoyard
    virtualNetworkGateway1: quaygw
    localNetworkGateway2: yard
    sharedKey: Cr4neKey
    enableBgp: ${bgp}
sites:
  - name: yardsite
    addressPrefixes: [10.60.0.0/16]
    devices: [{ name: crane, localNetworkGateway: yard }]
    hosts: [desk]
`;
