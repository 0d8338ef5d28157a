import {
  addressAt,
  addressOf,
  addressRange,
  isPrefix,
  lastUsableAddress,
  prefixSize,
} from '../base/addresses.ts';
import { firstAssignable, gatewaySubnetName } from './azure/addresses.ts';
import { azureBgp } from './azure/bgp.ts';
import { defaultSku, skuNamed } from './azure/skus.ts';
import type {
  Connection,
  Definition,
  Expectation,
  Host,
  LocalNetworkGateway,
  PublicIPAddress,
  Site,
  VirtualMachine,
  VirtualNetwork,
  VirtualNetworkGateway,
  VpnClient,
} from './definition.ts';
import type { WrittenDefinition } from './form/written.ts';
import { siteAddresses } from './site-addresses.ts';

/**
 * Fills in what was left out, as Azure or a careful engineer would choose it. Pure. Does not judge: from a
 * written definition that breaks rules comes a definition that breaks the same ones. A default that cannot be
 * worked out, say an address of a subnet without a proper prefix, is empty.
 */
export function resolveDefinition(written: WrittenDefinition): Definition {
  const virtualNetworks = written.virtualNetworks.map(resolveVirtualNetwork);
  const nextPublicAddress = addressPool('203.0.113.0/24', writtenAddresses(written));
  const virtualNetworkGateways = written.virtualNetworkGateways.map((gateway) =>
    resolveGateway(gateway, virtualNetworks, nextPublicAddress),
  );
  const localNetworkGateways = (written.localNetworkGateways ?? []).map(resolveLocalNetworkGateway);
  const nextClientAddress = addressPool('198.51.100.0/24', writtenAddresses(written));
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
    vpnClients: (written.vpnClients ?? []).map(
      (client): VpnClient => ({ ...client, ipAddress: client.ipAddress ?? nextClientAddress() }),
    ),
    expect: (written.expect ?? []).map(resolveExpectation),
    scenario: (written.scenario ?? [])
      .map(({ target, with: parameters = {}, ...event }) => ({
        ...event,
        ...targetOf(target),
        parameters,
      }))
      .toSorted((a, b) => a.atSeconds - b.atSeconds),
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
  const sku = written.sku ?? defaultSku;
  const gatewaySubnet = virtualNetworks
    .find((network) => network.name === virtualNetwork)
    ?.subnets.find((subnet) => subnet.name === gatewaySubnetName);
  const bgpPeeringAddresses = bgpSettings?.bgpPeeringAddresses ?? [];
  return {
    name,
    virtualNetwork,
    sku,
    activeActive,
    enableBgp: written.enableBgp ?? skuNamed(sku)?.bgp ?? true,
    bgpSettings: {
      asn: bgpSettings?.asn ?? azureBgp.defaultAsn.value,
      bgpPeeringAddresses:
        bgpPeeringAddresses.length > 0
          ? bgpPeeringAddresses
          : defaultBgpPeeringAddresses(gatewaySubnet?.addressPrefix ?? '', activeActive),
      customBgpIpAddresses: bgpSettings?.customBgpIpAddresses ?? [],
    },
    publicIPAddresses: written.publicIPAddresses.map(
      (address): PublicIPAddress =>
        typeof address === 'string'
          ? { name: address, ipAddress: nextPublicAddress() }
          : { name: address.name, ipAddress: address.ipAddress ?? nextPublicAddress() },
    ),
    ...(written.vpnClientConfiguration && {
      vpnClientConfiguration: {
        vpnClientAddressPool: written.vpnClientConfiguration.vpnClientAddressPool,
        vpnAuthenticationType: written.vpnClientConfiguration.vpnAuthenticationType ?? 'Certificate',
      },
    }),
  };
}

function defaultBgpPeeringAddresses(gatewaySubnet: string, activeActive: boolean): string[] {
  // Too small for two instances; a rule says so.
  if (!isPrefix(gatewaySubnet) || prefixSize(gatewaySubnet) < 8) return [];
  return activeActive
    ? [addressAt(gatewaySubnet, firstAssignable), addressAt(gatewaySubnet, firstAssignable + 1)]
    : [lastUsableAddress(gatewaySubnet)];
}

/** Public addresses that the file itself gives to something. */
function writtenAddresses(written: WrittenDefinition): Set<string | undefined> {
  return new Set([
    ...(written.localNetworkGateways ?? []).map((gateway) => gateway.gatewayIpAddress),
    ...written.virtualNetworkGateways
      .flatMap((gateway) => gateway.publicIPAddresses)
      .map((address) => (typeof address === 'string' ? undefined : address.ipAddress)),
    ...(written.vpnClients ?? []).map((client) => client.ipAddress),
  ]);
}

/** Documentation addresses (RFC 5737) from .10 on, without those that are taken. */
function addressPool(prefix: string, taken: Set<string | undefined>): () => string {
  return () => takeFree(prefix, [10], taken);
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
  const { name, virtualNetworkGateway1, sharedKey, dpdTimeoutSeconds } = written;
  const { localNetworkGateway2, virtualNetworkGateway2, ipsecPolicies = [] } = written;
  const gateway = gateways.find((candidate) => candidate.name === virtualNetworkGateway1);
  const remote = localNetworkGateways.find((candidate) => candidate.name === localNetworkGateway2);
  // Between two virtual networks BGP is a choice of its own: static routes are enough for the two.
  const bothHaveBgp = gateway?.enableBgp === true && remote?.bgpSettings !== undefined;
  const [ipsecPolicy] = ipsecPolicies;
  return {
    name,
    virtualNetworkGateway1,
    ...(localNetworkGateway2 !== undefined && { localNetworkGateway2 }),
    ...(virtualNetworkGateway2 !== undefined && { virtualNetworkGateway2 }),
    enableBgp: written.enableBgp ?? bothHaveBgp,
    sharedKey,
    ...(dpdTimeoutSeconds !== undefined && { dpdTimeoutSeconds }),
    connectionMode: written.connectionMode ?? 'Default',
    ...(ipsecPolicy && { ipsecPolicy }),
  };
}

/** In lower case, as nodes and tunnels are named whatever the definition calls them. */
const targetOf = (target: string | undefined): { readonly target?: string } =>
  target === undefined ? {} : { target: target.toLowerCase() };

function resolveExpectation({
  fault,
  target,
  with: parameters = {},
  fast,
  azure,
}: Written<'expect'>): Expectation {
  return {
    fault,
    ...targetOf(target),
    parameters,
    limits: { ...(fast && { fast }), ...(azure && { azure }) },
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
    devices: devices.map(({ asPathPrepend = 0, peers, ...device }) => ({
      ...device,
      ...(peers && { peers }),
      asPathPrepend,
    })),
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
