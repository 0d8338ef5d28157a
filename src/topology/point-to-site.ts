import { createHash } from 'node:crypto';
import { instanceIndexes } from '../definition/azure/instances.ts';
import type { Definition, VpnClient } from '../definition/definition.ts';
import type { DpdTimers } from '../definition/profile.ts';
import type { ClientEndpoint } from './client-endpoint.ts';
import { clientShares } from './client-shares.ts';
import type { Endpoint } from './endpoints.ts';
import type { NodeNames } from './node-name.ts';
import type { PublicNetwork } from './public-network.ts';
import type { PointToSite } from './topology.ts';
import type { ClientNode } from './topology-node.ts';
import { tunnelInterface } from './tunnel-interface.ts';

interface Surroundings {
  readonly names: NodeNames;
  readonly internet: PublicNetwork;
  readonly dpd: DpdTimers;
}

/**
 * The end that clients know of each gateway with point-to-site. Active-standby: its only one. Active-active: the third
 * public address, behind which are both instances.
 */
export function clientEndpoints(
  definition: Definition,
  endpoints: readonly Endpoint[],
  names: NodeNames,
): ClientEndpoint[] {
  return definition.virtualNetworkGateways.flatMap((gateway): ClientEndpoint[] => {
    const own = endpoints.filter((end) => end.gateway === gateway.name && end.side === 'azure');
    const [first] = own;
    if (!gateway.vpnClientConfiguration || !first) return [];
    if (!gateway.activeActive) return [{ ...first, gateway }];
    const third = gateway.publicIPAddresses[instanceIndexes.length];
    if (!third) throw new Error(`${gateway.name} has no public address for its clients.`);
    return [
      {
        gateway,
        name: names.take(gateway.name),
        nodes: own.flatMap(({ nodes }) => nodes),
        publicAddress: third.ipAddress,
        prefixes: first.prefixes,
      },
    ];
  });
}

/** The clients of all gateways. Each has its own address on the public network. */
export function clientNodes(
  definition: Definition,
  ends: readonly ClientEndpoint[],
  { names, internet, dpd }: Surroundings,
): ClientNode[] {
  return definition.vpnClients.flatMap((client): ClientNode[] => {
    const end = endFor(client, ends);
    const authentication = end?.gateway.vpnClientConfiguration?.vpnAuthenticationType;
    if (!end || !authentication) return [];
    const wan = internet.attach(client.ipAddress);
    return [
      {
        role: 'client',
        name: names.take(client.name),
        gateway: end.name,
        publicAddress: client.ipAddress,
        publicRouter: wan.router,
        serverAddress: end.publicAddress,
        serverName: serverName(definition.name, client.virtualNetworkGateway),
        authentication,
        dpd,
        routes: end.prefixes,
        tunnelInterface: tunnelInterface(0),
        interfaces: [wan.interface],
        bridges: [],
      },
    ];
  });
}

/** The point-to-site service of each gateway with clients. */
export function pointToSite(
  definition: Definition,
  ends: readonly ClientEndpoint[],
  clients: readonly ClientNode[],
  { internet, dpd }: Pick<Surroundings, 'internet' | 'dpd'>,
): PointToSite[] {
  return ends.flatMap((end): PointToSite[] => {
    const { vpnClientConfiguration, activeActive, name } = end.gateway;
    if (!vpnClientConfiguration) return [];
    const own = clients.filter(({ gateway }) => gateway === end.name);
    const { addressPrefixes } = vpnClientConfiguration.vpnClientAddressPool;
    return [
      {
        name: end.name,
        nodes: end.nodes,
        publicAddress: end.publicAddress,
        serverName: serverName(definition.name, name),
        addressPool: addressPrefixes,
        authentication: vpnClientConfiguration.vpnAuthenticationType,
        dpd,
        clients: own.map((client) => client.name),
        ...(activeActive && { shares: clientShares(end, own, internet) }),
      },
    ];
  });
}

const endFor = ({ virtualNetworkGateway }: VpnClient, ends: readonly ClientEndpoint[]) =>
  ends.find(({ gateway }) => gateway.name === virtualNetworkGateway);

/** Azure uses an id of the gateway. Here the id is derived from names, so that a topology is always the same. */
function serverName(lab: string, gateway: string): string {
  const hash = createHash('sha256').update(`${lab} ${gateway}`).digest('hex');
  const id = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ];
  return `azuregateway-${id.join('-')}.vpn.azure.com`;
}
