import { addressAt, addressOf, addressRange, isPrefix, lastUsableAddress, prefixSize } from './address.ts';
import { firstAssignable, gatewaySubnetName, siteAddresses } from './conventions.ts';
import type {
  Connection,
  Definition,
  Host,
  LocalNetworkGateway,
  PublicIPAddress,
  Site,
  VirtualMachine,
  VirtualNetwork,
  VirtualNetworkGateway,
} from './definition.ts';
import type { WrittenDefinition } from './written.ts';

/**
 * Fills in what was left out, as Azure or a careful engineer would choose it. Pure. Does not judge: from a
 * written definition that breaks rules comes a definition that breaks the same ones. A default that cannot be
 * worked out, say an address of a subnet without a proper prefix, is empty.
 */
export function resolveDefinition(written: WrittenDefinition): Definition {
  const virtualNetworks = written.virtualNetworks.map(resolveVirtualNetwork);
  const nextPublicAddress = publicAddressPool(written);
  const virtualNetworkGateways = written.virtualNetworkGateways.map((gateway) =>
    resolveGateway(gateway, virtualNetworks, nextPublicAddress),
  );
  const localNetworkGateways = (written.localNetworkGateways ?? []).map(resolveLocalNetworkGateway);
  return {
    name: written.name,
    summary: written.summary ?? '',
    virtualNetworks,
    virtualNetworkGateways,
    localNetworkGateways,
    connections: written.connections.map((connection) =>
      resolveConnection(connection, virtualNetworkGateways, localNetworkGateways),
    ),
    sites: (written.sites ?? []).map((site) => resolveSite(site, localNetworkGateways)),
  };
}

type Written<Property extends keyof WrittenDefinition> =
  NonNullable<WrittenDefinition[Property]> extends (infer Item)[] ? Item : never;

function resolveVirtualNetwork(written: Written<'virtualNetworks'>): VirtualNetwork {
  const machines = written.virtualMachines ?? [];
  const taken = new Set(machines.map((machine) => machine.privateIPAddress));
  return {
    name: written.name,
    addressPrefixes: written.addressPrefixes,
    subnets: written.subnets,
    virtualMachines: machines.map(({ name, subnet, privateIPAddress }): VirtualMachine => {
      const prefix = written.subnets.find((candidate) => candidate.name === subnet)?.addressPrefix ?? '';
      return {
        name,
        subnet,
        privateIPAddress: privateIPAddress ?? takeFree(prefix, [firstAssignable], taken),
      };
    }),
  };
}

function resolveGateway(
  written: Written<'virtualNetworkGateways'>,
  virtualNetworks: readonly VirtualNetwork[],
  nextPublicAddress: () => string,
): VirtualNetworkGateway {
  const { name, virtualNetwork, activeActive = false, bgpSettings } = written;
  // Zone-redundant, and big enough for anything that a lab is about.
  const sku = written.sku ?? 'VpnGw2AZ';
  const gatewaySubnet = virtualNetworks
    .find((network) => network.name === virtualNetwork)
    ?.subnets.find((subnet) => subnet.name === gatewaySubnetName);
  const bgpPeeringAddresses = bgpSettings?.bgpPeeringAddresses ?? [];
  return {
    name,
    virtualNetwork,
    sku,
    activeActive,
    enableBgp: written.enableBgp ?? sku !== 'Basic',
    bgpSettings: {
      asn: bgpSettings?.asn ?? 65515,
      bgpPeeringAddresses:
        bgpPeeringAddresses.length > 0
          ? bgpPeeringAddresses
          : defaultBgpPeeringAddresses(gatewaySubnet?.addressPrefix ?? '', activeActive),
    },
    publicIPAddresses: written.publicIPAddresses.map(
      (address): PublicIPAddress =>
        typeof address === 'string'
          ? { name: address, ipAddress: nextPublicAddress() }
          : { name: address.name, ipAddress: address.ipAddress ?? nextPublicAddress() },
    ),
  };
}

function defaultBgpPeeringAddresses(gatewaySubnet: string, activeActive: boolean): string[] {
  // Too small for two instances; a rule says so.
  if (!isPrefix(gatewaySubnet) || prefixSize(gatewaySubnet) < 8) return [];
  return activeActive
    ? [addressAt(gatewaySubnet, firstAssignable), addressAt(gatewaySubnet, firstAssignable + 1)]
    : [lastUsableAddress(gatewaySubnet)];
}

/** Documentation addresses (RFC 5737) from .10 on, without those that the file uses itself. */
function publicAddressPool(written: WrittenDefinition): () => string {
  const taken = new Set([
    ...(written.localNetworkGateways ?? []).map((gateway) => gateway.gatewayIpAddress),
    ...written.virtualNetworkGateways
      .flatMap((gateway) => gateway.publicIPAddresses)
      .map((address) => (typeof address === 'string' ? undefined : address.ipAddress)),
  ]);
  return () => takeFree('203.0.113.0/24', [10], taken);
}

function resolveLocalNetworkGateway(written: Written<'localNetworkGateways'>): LocalNetworkGateway {
  const { name, gatewayIpAddress, bgpSettings } = written;
  return {
    name,
    gatewayIpAddress,
    localNetworkAddressSpace: written.localNetworkAddressSpace ?? { addressPrefixes: [] },
    ...(bgpSettings && { bgpSettings }),
  };
}

function resolveConnection(
  written: Written<'connections'>,
  gateways: readonly VirtualNetworkGateway[],
  localNetworkGateways: readonly LocalNetworkGateway[],
): Connection {
  const { name, virtualNetworkGateway1, localNetworkGateway2, sharedKey, dpdTimeoutSeconds } = written;
  const gateway = gateways.find((candidate) => candidate.name === virtualNetworkGateway1);
  const remote = localNetworkGateways.find((candidate) => candidate.name === localNetworkGateway2);
  return {
    name,
    virtualNetworkGateway1,
    localNetworkGateway2,
    enableBgp: written.enableBgp ?? (gateway?.enableBgp === true && remote?.bgpSettings !== undefined),
    sharedKey,
    ...(dpdTimeoutSeconds !== undefined && { dpdTimeoutSeconds }),
    connectionMode: written.connectionMode ?? 'Default',
  };
}

function resolveSite(written: Written<'sites'>, localNetworkGateways: readonly LocalNetworkGateway[]): Site {
  const { name, devices } = written;
  const gateways = localNetworkGateways.filter((gateway) =>
    devices.some((device) => device.localNetworkGateway === gateway.name),
  );
  const addressPrefixes = written.addressPrefixes ?? [
    ...new Set(gateways.flatMap((gateway) => gateway.localNetworkAddressSpace.addressPrefixes)),
  ];
  const hosts = written.hosts ?? [];
  const taken = new Set([
    ...hosts.map((host) => (typeof host === 'string' ? undefined : host.ipAddress)),
    ...gateways.map((gateway) => gateway.bgpSettings?.bgpPeeringAddress),
  ]);
  const [prefix = ''] = addressPrefixes;
  // A prefix that ends before .10 still has room after the addresses of the router and the devices.
  const { firstFree } = siteAddresses(devices.length);
  const startingAt = [Math.max(10, firstFree), firstFree];
  return {
    name,
    addressPrefixes,
    devices,
    hosts: hosts.map((host): Host => {
      const { name, ipAddress } = typeof host === 'string' ? { name: host } : host;
      return { name, ipAddress: ipAddress ?? takeFree(prefix, startingAt, taken) };
    }),
  };
}

/** The first address that nobody has, searched from each of the indexes in turn; marks it as taken. */
function takeFree(prefix: string, startingAt: readonly number[], taken: Set<string | undefined>): string {
  if (!isPrefix(prefix)) return '';
  const { first, last } = addressRange(prefix);
  for (const start of startingAt) {
    // Among so many addresses there is one that nobody has. The last one of the prefix is the broadcast address.
    const end = Math.min(last, first + start + taken.size + 1);
    for (let number = first + start; number < end; number++) {
      const candidate = addressOf(number);
      if (!taken.has(candidate)) {
        taken.add(candidate);
        return candidate;
      }
    }
  }
  return '';
}
