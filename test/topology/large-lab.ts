import type { Definition } from '../../src/definition/definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { readDefinition } from '../definition/read-definition.ts';

interface Shape {
  /** Devices in all; each has two tunnels. */
  readonly devices: number;
  readonly devicesPerSite: number;
  /** Prefixes of each site. */
  readonly prefixes?: number;
  /** Prefixes of the virtual network. */
  readonly networkPrefixes?: number;
  /** The first prefix of a lab with one site. */
  readonly lan?: string;
}

/** An active-active gateway with many devices, as its lab file gives it. */
export const largeLab = (shape: Shape): Definition =>
  readDefinition(yamlSource(largeLabFile(shape), 'lab.yaml'), faults);

/** The shape of the largest lab that one gateway allows: 50 devices in 7 sites, 100 tunnels. */
export const hundredTunnels: Shape = { devices: 50, devicesPerSite: 8 };

function largeLabFile({ devices, devicesPerSite, prefixes = 1, networkPrefixes = 1, lan }: Shape): string {
  const numbers = Array.from({ length: devices }, (_, number) => number);
  const siteOf = (number: number) => Math.floor(number / devicesPerSite);
  const sites = [...new Set(numbers.map(siteOf))];
  return [
    'name: large',
    'virtualNetworks:',
    '  - name: VNet',
    `    addressPrefixes: [${['10.12.0.0/16', ...smallPrefixes(60, networkPrefixes - 1)].join(', ')}]`,
    '    subnets:',
    '      - { name: FrontEnd, addressPrefix: 10.12.0.0/24 }',
    '      - { name: GatewaySubnet, addressPrefix: 10.12.255.0/27 }',
    '    virtualMachines: [{ name: vm, subnet: FrontEnd }]',
    'virtualNetworkGateways:',
    '  - name: GW',
    '    virtualNetwork: VNet',
    '    sku: VpnGw5AZ',
    '    activeActive: true',
    '    publicIPAddresses: [IP1, IP2]',
    '    bgpSettings: { asn: 65010 }',
    'localNetworkGateways:',
    ...numbers.map(
      (number) =>
        `  - { name: L${number}, gatewayIpAddress: 131.107.72.${1 + number}, bgpSettings: { asn: ${64600 + siteOf(number)}, bgpPeeringAddress: 172.20.${siteOf(number)}.${1 + (number % devicesPerSite)} } }`,
    ),
    'connections:',
    ...numbers.map(
      (number) =>
        `  - { name: C${number}, virtualNetworkGateway1: GW, localNetworkGateway2: L${number}, sharedKey: AzureA1b2C3, enableBgp: true }`,
    ),
    'sites:',
    ...sites.flatMap((site) => [
      `  - name: S${site}`,
      `    addressPrefixes: [${lan ?? prefixesOf(site, prefixes).join(', ')}]`,
      '    devices:',
      ...numbers
        .filter((number) => siteOf(number) === site)
        .map((number) => `      - { name: d${number}, localNetworkGateway: L${number} }`),
      ...(site === 0 ? ['    hosts: [host]'] : []),
    ]),
    '',
  ].join('\n');
}

/** The LAN, and as many /24 as are left. */
const prefixesOf = (site: number, count: number): string[] => [
  `10.${100 + site}.0.0/16`,
  ...smallPrefixes(20 + site, count - 1),
];

const smallPrefixes = (firstByte: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${firstByte}.${Math.floor(index / 250)}.${index % 250}.0/24`);
