import { createHash } from 'node:crypto';
import type { Definition, VpnClient } from '../definition/definition.ts';
import type { DpdTimers } from '../definition/profile.ts';
import type { Endpoint } from './endpoints.ts';
import type { NodeNames } from './node-name.ts';
import type { PublicNetwork } from './public-network.ts';
import type { PointToSite } from './topology.ts';
import type { ClientNode } from './topology-node.ts';
import { tunnelInterface } from './tunnel-interface.ts';

interface Surroundings {
  readonly names: NodeNames;
  readonly internet: PublicNetwork;
  readonly endpoints: readonly Endpoint[];
  readonly dpd: DpdTimers;
}

/** The clients of all gateways. Each has its own address on the public network. */
export function clientNodes(
  definition: Definition,
  { names, internet, endpoints, dpd }: Surroundings,
): ClientNode[] {
  return definition.vpnClients.flatMap((client): ClientNode[] => {
    const endpoint = endpointFor(client, endpoints);
    const authentication = definition.virtualNetworkGateways.find(
      ({ name }) => name === client.virtualNetworkGateway,
    )?.vpnClientConfiguration?.vpnAuthenticationType;
    if (!endpoint || !authentication) return [];
    const wan = internet.attach(client.ipAddress);
    return [
      {
        role: 'client',
        name: names.take(client.name),
        gateway: endpoint.name,
        publicAddress: client.ipAddress,
        publicRouter: wan.router,
        serverAddress: endpoint.publicAddress,
        serverName: serverName(definition.name, client.virtualNetworkGateway),
        authentication,
        dpd,
        routes: endpoint.prefixes,
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
  endpoints: readonly Endpoint[],
  clients: readonly ClientNode[],
  dpd: DpdTimers,
): PointToSite[] {
  return definition.virtualNetworkGateways.flatMap(({ name, vpnClientConfiguration }): PointToSite[] => {
    const endpoint = endpoints.find(({ gateway, side }) => gateway === name && side === 'azure');
    if (!endpoint || !vpnClientConfiguration) return [];
    return [
      {
        name: endpoint.name,
        nodes: endpoint.nodes,
        publicAddress: endpoint.publicAddress,
        serverName: serverName(definition.name, name),
        addressPool: vpnClientConfiguration.vpnClientAddressPool.addressPrefixes,
        authentication: vpnClientConfiguration.vpnAuthenticationType,
        dpd,
        clients: clients.filter(({ gateway }) => gateway === endpoint.name).map((client) => client.name),
      },
    ];
  });
}

const endpointFor = ({ virtualNetworkGateway }: VpnClient, endpoints: readonly Endpoint[]) =>
  endpoints.find(({ gateway, side }) => gateway === virtualNetworkGateway && side === 'azure');

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
