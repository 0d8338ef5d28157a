import { readFileSync } from 'node:fs';
import type { Definition } from '../../src/definition/definition.ts';
import type { WrittenDefinition } from '../../src/definition/form/written.ts';
import { resolveDefinition } from '../../src/definition/resolve/resolve-definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { readDefinition } from '../definition/read-definition.ts';

/** The definition of labs/dual-redundancy. */
export function dualRedundancy(): Definition {
  const file = new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url);
  return readDefinition(yamlSource(readFileSync(file, 'utf8'), 'lab.yaml'), faults);
}

export interface Size {
  readonly devices?: number;
  readonly machines?: readonly string[];
  readonly hosts?: readonly string[];
  readonly subnets?: readonly string[];
  readonly gateway?: string;
  readonly network?: string;
  readonly site?: string;
}

/** An active-active gateway and one site, with the number of devices and the names that a test needs. */
export function definitionOf(size: Size = {}): Definition {
  const { devices = 2, machines = ['vm'], hosts = ['host'], subnets = ['front'] } = size;
  const { gateway = 'gw', network = 'vnet', site = 'site' } = size;
  const numbers = Array.from({ length: devices }, (_, index) => index + 1);
  const written: WrittenDefinition = {
    name: 'lab',
    virtualNetworks: [
      {
        name: network,
        addressPrefixes: ['10.1.0.0/16'],
        subnets: [
          ...subnets.map((name, index) => ({ name, addressPrefix: `10.1.${index}.0/24` })),
          { name: 'GatewaySubnet', addressPrefix: '10.1.255.0/27' },
        ],
        virtualMachines: machines.map((name) => ({ name, subnet: subnets[0] ?? '' })),
      },
    ],
    virtualNetworkGateways: [
      {
        name: gateway,
        virtualNetwork: network,
        activeActive: true,
        publicIPAddresses: ['ip1', 'ip2'],
        bgpSettings: { asn: 65010 },
      },
    ],
    localNetworkGateways: numbers.map((number) => ({
      name: `lng${number}`,
      gatewayIpAddress: `198.51.100.${10 * number}`,
      bgpSettings: { asn: 65050, bgpPeeringAddress: `10.2.255.${number}` },
    })),
    connections: numbers.map((number) => ({
      name: `connection${number}`,
      virtualNetworkGateway1: gateway,
      localNetworkGateway2: `lng${number}`,
      sharedKey: `Secret${number}Key`,
      enableBgp: true,
    })),
    sites: [
      {
        name: site,
        addressPrefixes: ['10.2.0.0/16'],
        devices: numbers.map((number) => ({
          name: `device${number}`,
          localNetworkGateway: `lng${number}`,
        })),
        hosts: [...hosts],
      },
    ],
  };
  return resolveDefinition(written);
}

/** Two devices: one gives a silent peer up after 9 s, the other one after 120 s. */
export function quickAndSlow(): Definition {
  const definition = definitionOf({ devices: 2 });
  const timeouts = [9, 120];
  return {
    ...definition,
    connections: definition.connections.map((connection, index) => {
      const dpdTimeoutSeconds = timeouts[index];
      return { ...connection, ...(dpdTimeoutSeconds !== undefined && { dpdTimeoutSeconds }) };
    }),
  };
}
