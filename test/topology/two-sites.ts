import type { Definition } from '../../src/definition/definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { readDefinition } from '../definition/read-definition.ts';

/** One gateway and two sites, east and west, with their LANs and what they announce beside them. */
export function twoSites({ east = '', west = '', prepend = 0 }: Record<string, string | number>): Definition {
  const text = `
name: announcing
virtualNetworks:
  - name: hub
    addressPrefixes: [10.80.0.0/16]
    subnets:
      - { name: apps, addressPrefix: 10.80.4.0/24 }
      - { name: GatewaySubnet, addressPrefix: 10.80.255.0/27 }
    virtualMachines: [{ name: vm, subnet: apps }]
virtualNetworkGateways:
  - { name: gw, virtualNetwork: hub, activeActive: true, publicIPAddresses: [ip0, ip1], bgpSettings: { asn: 65010 } }
localNetworkGateways:
  - { name: lng-e, gatewayIpAddress: 192.0.2.21, bgpSettings: { asn: 65140, bgpPeeringAddress: 10.140.255.1 } }
  - { name: lng-w, gatewayIpAddress: 192.0.2.22, bgpSettings: { asn: 65150, bgpPeeringAddress: 10.150.255.1 } }
connections:
  - { name: To-E, virtualNetworkGateway1: gw, localNetworkGateway2: lng-e, sharedKey: KeyForLab1, enableBgp: true }
  - { name: To-W, virtualNetworkGateway1: gw, localNetworkGateway2: lng-w, sharedKey: KeyForLab2, enableBgp: true }
sites:
  - { name: east, addressPrefixes: [10.140.0.0/16${east}], devices: [{ name: fw-e, localNetworkGateway: lng-e }], hosts: [host-e] }
  - { name: west, addressPrefixes: [10.150.0.0/16${west}], devices: [{ name: fw-w, localNetworkGateway: lng-w, asPathPrepend: ${prepend} }], hosts: [host-w] }
`;
  return readDefinition(yamlSource(text, 'announcing.yaml'), faults);
}
