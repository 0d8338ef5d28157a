import type { Definition, Expectation, VpnClient } from '../definition.ts';
import type { WrittenDefinition } from '../form/written.ts';
import { addressPool } from './free-addresses.ts';
import { tunnelIpAddress } from './resolve-bgp-addresses.ts';
import { resolveConnection } from './resolve-connection.ts';
import { resolveGateway, resolveLocalNetworkGateway } from './resolve-gateway.ts';
import { resolveSite } from './resolve-site.ts';
import { resolveVirtualNetwork } from './resolve-virtual-network.ts';
import type { WrittenItem } from './written-item.ts';

/**
 * Fills in the defaults, as Azure or a careful engineer would choose them. Pure. It checks nothing: a written
 * definition that breaks rules becomes a definition that breaks the same rules. A default that cannot be determined is
 * empty, for example an address in a subnet with a malformed prefix.
 */
export function resolveDefinition(written: WrittenDefinition): Definition {
  const virtualNetworks = written.virtualNetworks.map(resolveVirtualNetwork);
  const nextPublicAddress = addressPool('203.0.113.0/24', writtenAddresses(written));
  const virtualNetworkGateways = written.virtualNetworkGateways.map((gateway) =>
    resolveGateway(gateway, virtualNetworks, nextPublicAddress),
  );
  const nextDeviceAddress = addressPool('192.0.2.0/24', writtenAddresses(written));
  const localNetworkGateways = (written.localNetworkGateways ?? []).map((gateway) =>
    resolveLocalNetworkGateway(gateway, nextDeviceAddress),
  );
  const nextClientAddress = addressPool('198.51.100.0/24', writtenAddresses(written));
  return {
    name: written.name,
    summary: written.summary ?? '',
    virtualNetworks,
    virtualNetworkGateways,
    localNetworkGateways,
    connections: written.connections.map(resolveConnection),
    sites: (written.sites ?? []).map((site) => resolveSite(site, localNetworkGateways)),
    vpnClients: (written.vpnClients ?? []).map(
      (client): VpnClient => ({ ...client, ipAddress: client.ipAddress ?? nextClientAddress() }),
    ),
    traffic: written.traffic ?? [],
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

/** The public addresses that the file itself assigns. */
function writtenAddresses(written: WrittenDefinition): Set<string | undefined> {
  return new Set([
    ...(written.localNetworkGateways ?? []).map((gateway) => gateway.gatewayIpAddress),
    ...written.virtualNetworkGateways
      .flatMap((gateway) => gateway.publicIPAddresses)
      .map((address) => (typeof address === 'string' ? undefined : address.ipAddress)),
    ...written.virtualNetworkGateways.flatMap(({ bgpSettings }) =>
      [0, 1].map((instance) => tunnelIpAddress(bgpSettings, instance)),
    ),
    ...(written.vpnClients ?? []).map((client) => client.ipAddress),
  ]);
}

function resolveExpectation({
  fault,
  target,
  with: parameters = {},
  fast,
  azure,
}: WrittenItem<'expect'>): Expectation {
  return {
    fault,
    ...targetOf(target),
    parameters,
    limits: { ...(fast && { fast }), ...(azure && { azure }) },
  };
}

/** The target in lower case, like the names of nodes and tunnels. */
const targetOf = (target: string | undefined): { readonly target?: string } =>
  target === undefined ? {} : { target: target.toLowerCase() };
