import type { Definition } from '../../src/definition/definition.ts';
import { labLimits } from '../../src/definition/lab-limits.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { readDefinition } from './read-definition.ts';

interface Size {
  /** Gateways, each in a network of its own. */
  readonly gateways?: number;
  readonly activeActive?: boolean;
  /** Devices in all. They take turns in the gateways that they are connected to. */
  readonly devices?: number;
  readonly devicesPerSite?: number;
  /** Every device is connected to every gateway. */
  readonly meshed?: boolean;
  readonly hosts?: number;
  readonly machines?: number;
  readonly clients?: number;
  readonly pools?: number;
  readonly subnets?: number;
  /** Prefixes of each local network gateway, which then has no BGP. */
  readonly localPrefixes?: number;
}

const { networks, sites, devices, peers, connections, hosts, pools, subnets, prefixes } = labLimits;

/** A lab at each limit, by what there are so many of. */
export const labsAtLimits: Readonly<Record<string, Size>> = {
  [`${networks.most} networks and gateways, and a device with ${peers.most} peers`]: {
    gateways: networks.most,
    activeActive: true,
    meshed: true,
  },
  [`${sites.most} sites`]: { devices: sites.most },
  [`${devices.most} devices of a site`]: { devices: devices.most, devicesPerSite: devices.most },
  [`${connections.most} connections and local network gateways`]: {
    gateways: 4,
    devices: connections.most,
    devicesPerSite: 4,
  },
  [`${hosts.most} hosts, virtual machines and clients`]: {
    hosts: hosts.most,
    machines: hosts.most,
    clients: hosts.most,
    pools: pools.most,
  },
  [`${subnets.most} subnets`]: { subnets: subnets.most },
  [`${prefixes.most} prefixes of a local network gateway`]: { localPrefixes: prefixes.most },
};

/** The definition of a lab of that size, as its lab file gives it. */
export const labOfSize = (size: Size): Definition =>
  readDefinition(yamlSource(JSON.stringify(written(size)), 'lab.yaml'), faults);

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

function written(size: Size) {
  const { gateways = 1, devices: count = 1, devicesPerSite = 1, meshed = false, localPrefixes = 0 } = size;
  const siteOf = (device: number) => Math.floor(device / devicesPerSite);
  const spaces = numbers(localPrefixes).map((index) => `60.${Math.floor(index / 250)}.${index % 250}.0/24`);
  return {
    name: 'at-a-limit',
    virtualNetworks: numbers(gateways).map((number) => network(number, size)),
    virtualNetworkGateways: numbers(gateways).map((number) => gateway(number, size)),
    localNetworkGateways: numbers(count).map((device) => ({
      name: `L${device}`,
      gatewayIpAddress: `131.107.${Math.floor(device / 100)}.${1 + (device % 100)}`,
      ...(localPrefixes > 0
        ? { localNetworkAddressSpace: { addressPrefixes: spaces } }
        : {
            bgpSettings: {
              asn: 64600 + siteOf(device),
              bgpPeeringAddress: `172.20.${siteOf(device)}.${1 + (device % devicesPerSite)}`,
            },
          }),
    })),
    connections: numbers(count).flatMap((device) =>
      (meshed ? numbers(gateways) : [device % gateways]).map((number) => ({
        name: `C${device}to${number}`,
        virtualNetworkGateway1: `GW${number}`,
        localNetworkGateway2: `L${device}`,
        sharedKey: 'AzureA1b2C3',
        enableBgp: localPrefixes === 0,
      })),
    ),
    sites: numbers(Math.ceil(count / devicesPerSite)).map((site) => ({
      name: `S${site}`,
      addressPrefixes: localPrefixes > 0 ? spaces : [`10.${100 + site}.0.0/16`],
      devices: numbers(count)
        .filter((device) => siteOf(device) === site)
        .map((device) => ({
          name: `d${device}`,
          localNetworkGateway: `L${device}`,
          ...(meshed && { peers: numbers(gateways).flatMap((number) => publicAddresses(number, size)) }),
        })),
      ...(site === 0 && { hosts: numbers(size.hosts ?? 1).map((number) => `host${number}`) }),
    })),
    ...(size.clients !== undefined && {
      vpnClients: numbers(size.clients).map((number) => ({
        name: `c${number}`,
        virtualNetworkGateway: 'GW0',
      })),
    }),
  };
}

const network = (number: number, { machines = 1, subnets: count = 2 }: Size) => ({
  name: `VNet${number}`,
  addressPrefixes: [`10.${number}.0.0/16`],
  subnets: [
    ...numbers(count - 1).map((index) => ({
      name: `S${index}`,
      addressPrefix: `10.${number}.${index}.0/24`,
    })),
    { name: 'GatewaySubnet', addressPrefix: `10.${number}.255.0/27` },
  ],
  ...(number === 0 && {
    virtualMachines: numbers(machines).map((index) => ({ name: `vm${index}`, subnet: 'S0' })),
  }),
});

const gateway = (number: number, { activeActive = false, clients = 0, pools: count = 1 }: Size) => ({
  name: `GW${number}`,
  virtualNetwork: `VNet${number}`,
  sku: 'VpnGw5AZ',
  activeActive,
  publicIPAddresses: publicAddresses(number, { activeActive }),
  bgpSettings: { asn: 65010 + number },
  ...(clients > 0 && {
    vpnClientConfiguration: {
      vpnClientAddressPool: {
        addressPrefixes: numbers(count).map((index) => `172.16.${index}.0/24`),
      },
      vpnAuthenticationType: 'Certificate',
    },
  }),
});

const publicAddresses = (number: number, { activeActive = false }: Size) =>
  activeActive ? [`IP${number}a`, `IP${number}b`] : [`IP${number}`];
