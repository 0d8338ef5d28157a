import { internetName } from '../base/host-name.ts';
import { instanceIndexes } from '../definition/azure/instances.ts';
import type { Definition, LocalNetworkGateway, Site } from '../definition/definition.ts';
import { localNetworkGatewaysOf as linesOf } from '../definition/device-lines.ts';
import { hubOf } from '../definition/peerings.ts';
import type { Profile } from '../definition/profile.ts';
import { withAzureAssumptions } from './azure-assumptions.ts';
import { bgpSessions } from './bgp-sessions.ts';
import { withClientRoutes } from './client-routes.ts';
import { clientAddresses } from './client-shares.ts';
import { deviceEndpoints, type Endpoint, gatewayEndpoints } from './endpoints.ts';
import { oncePerPair } from './find.ts';
import { floatingAddresses, pairAddresses } from './floating-addresses.ts';
import { NodeNames } from './node-name.ts';
import { clientEndpoints, clientNodes, pointToSite } from './point-to-site.ts';
import { PublicNetwork } from './public-network.ts';
import { siteNodes } from './site-nodes.ts';
import type { Topology } from './topology.ts';
import { buildTunnels } from './tunnels.ts';
import { withUnderlay } from './underlay.ts';
import { virtualNetworkNodes } from './virtual-network-nodes.ts';

/**
 * Builds the topology of a definition. Tunnels and sessions get the timers of the definition, or those of the profile
 * where it has none. Pure; the same input always gives the same topology.
 */
export function buildTopology(definition: Definition, profile: Profile): Topology {
  const names = new NodeNames();
  const internet = new PublicNetwork(names.take(internetName), publicAddresses(definition));
  const azure = definition.virtualNetworks
    .filter((network) => !hubOf(network, definition))
    .flatMap((network) => virtualNetworkNodes(network, definition, { names, internet }));
  const sites = definition.sites.flatMap((site) =>
    siteNodes(site, localNetworkGatewaysOf(definition, site), { names, internet }),
  );
  const endpoints = endpointsOf(definition, [...azure, ...sites], names);
  const tunnels = withAzureAssumptions(buildTunnels(definition, endpoints, profile.dpd), profile);
  const { dpd, healthProbe } = profile;
  const clientEnds = clientEndpoints(definition, endpoints, names);
  const clients = clientNodes(definition, clientEnds, { names, internet, dpd });
  const services = pointToSite(definition, clientEnds, clients, { internet, dpd });
  const nodes = [internet.node(), ...azure, ...sites, ...clients];
  const isActiveActive = (name: string) =>
    definition.virtualNetworkGateways.some((gateway) => gateway.name === name && gateway.activeActive);
  const sessions = bgpSessions(nodes, tunnels, isActiveActive, profile);
  const topology: Topology = {
    lab: definition.name,
    nodes,
    tunnels,
    tunnelRetrySeconds: profile.tunnelRetrySeconds,
    sessions: sessions.filter(({ called }) => called === undefined),
    sessionsAmiss: sessions.filter(({ called }) => called !== undefined),
    floating: [
      ...definition.virtualNetworkGateways.flatMap((gateway) => {
        const ends = floatingAddresses(gateway, definition, endpoints, profile);
        const end = clientEnds.find((one) => one.gateway === gateway);
        const service = services.find(({ name }) => name === end?.name);
        const timers = { firstId: instanceIndexes.length + 1, healthProbe };
        return service ? [...ends, ...clientAddresses(service, gateway.name, timers)] : ends;
      }),
      ...pairAddresses(sites.filter((node) => node.role === 'device')),
    ],
    pointToSite: services,
    traffic: definition.traffic,
  };
  return withClientRoutes(withUnderlay(topology));
}

function publicAddresses(definition: Definition): string[] {
  return [
    ...definition.virtualNetworkGateways.flatMap((gateway) =>
      gateway.publicIPAddresses.map((address) => address.ipAddress),
    ),
    ...definition.localNetworkGateways.map((gateway) => gateway.gatewayIpAddress),
    ...definition.vpnClients.map((client) => client.ipAddress),
  ];
}

function endpointsOf(definition: Definition, nodes: Topology['nodes'], names: NodeNames): Endpoint[] {
  const instances = nodes.filter((node) => node.role === 'instance');
  const devices = nodes.filter((node) => node.role === 'device');
  return [
    ...definition.virtualNetworkGateways.flatMap((gateway) =>
      gatewayEndpoints(
        gateway,
        instances.filter((instance) => instance.gateway === gateway.name),
        names,
      ),
    ),
    ...oncePerPair(devices).flatMap((device) => deviceEndpoints(device, definition, names)),
  ];
}

function localNetworkGatewaysOf(definition: Definition, site: Site): Map<string, LocalNetworkGateway> {
  const wanted = new Set(site.devices.flatMap(linesOf));
  return new Map(
    definition.localNetworkGateways
      .filter((gateway) => wanted.has(gateway.name))
      .map((gateway) => [gateway.name, gateway]),
  );
}
