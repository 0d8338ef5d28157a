import type { Connection, Definition, LocalNetworkGateway, Site } from '../definition/definition.ts';
import { bgpSessions } from './bgp-sessions.ts';
import { NodeNames } from './node-name.ts';
import { PublicNetwork } from './public-network.ts';
import { siteNodes } from './site-nodes.ts';
import type { DeviceNode, InstanceNode, Topology, Tunnel } from './topology.ts';
import { virtualNetworkNodes } from './virtual-network-nodes.ts';

/** What exists when a definition is brought up. Pure; the same definition always gives the same topology. */
export function buildTopology(definition: Definition): Topology {
  const names = new NodeNames();
  const internet = new PublicNetwork(names.take('internet'), publicAddresses(definition));
  const azure = definition.virtualNetworks.flatMap((network) =>
    virtualNetworkNodes(network, gatewaysIn(definition, network.name), { names, internet }),
  );
  const sites = definition.sites.flatMap((site) =>
    siteNodes(site, localNetworkGatewaysOf(definition, site), { names, internet }),
  );
  const tunnels = buildTunnels(
    definition.connections,
    azure.filter((node) => node.role === 'instance'),
    sites.filter((node) => node.role === 'device'),
  );
  const nodes = [internet.node(), ...azure, ...sites];
  return { lab: definition.name, nodes, tunnels, sessions: bgpSessions(nodes, tunnels) };
}

function publicAddresses(definition: Definition): string[] {
  return [
    ...definition.virtualNetworkGateways.flatMap((gateway) =>
      gateway.publicIPAddresses.map((address) => address.ipAddress),
    ),
    ...definition.localNetworkGateways.map((gateway) => gateway.gatewayIpAddress),
  ];
}

function gatewaysIn(definition: Definition, network: string) {
  return definition.virtualNetworkGateways.filter((gateway) => gateway.virtualNetwork === network);
}

function localNetworkGatewaysOf(definition: Definition, site: Site): Map<string, LocalNetworkGateway> {
  const wanted = new Set(site.devices.map((device) => device.localNetworkGateway));
  return new Map(
    definition.localNetworkGateways
      .filter((gateway) => wanted.has(gateway.name))
      .map((gateway) => [gateway.name, gateway]),
  );
}

/** A connection is a tunnel from every instance of its gateway to the device behind the local network gateway. */
function buildTunnels(
  connections: readonly Connection[],
  instances: readonly InstanceNode[],
  devices: readonly DeviceNode[],
): Tunnel[] {
  const countAt = new Map<string, number>();
  const nextInterface = (node: string) => {
    const count = countAt.get(node) ?? 0;
    countAt.set(node, count + 1);
    return `ipsec${count}`;
  };
  return connections.flatMap((connection) =>
    instances
      .filter((instance) => instance.gateway === connection.virtualNetworkGateway1)
      .flatMap((instance) =>
        devices
          .filter((device) => device.localNetworkGateway === connection.localNetworkGateway2)
          .map((device) => buildTunnel(connection, instance, device, nextInterface)),
      ),
  );
}

function buildTunnel(
  connection: Connection,
  instance: InstanceNode,
  device: DeviceNode,
  nextInterface: (node: string) => string,
): Tunnel {
  const end = (node: InstanceNode | DeviceNode) => ({
    node: node.name,
    publicAddress: node.publicAddress,
    bgpAddress: node.bgpAddress,
    interface: nextInterface(node.name),
  });
  return {
    name: `${instance.name}--${device.name}`,
    connection: connection.name,
    sharedKey: connection.sharedKey,
    ...(connection.dpdTimeoutSeconds !== undefined && { dpdTimeoutSeconds: connection.dpdTimeoutSeconds }),
    azure: end(instance),
    remote: end(device),
    // In mode Default either side may start. One side does, here Azure, so that two SAs never meet half way and
    // the closing of the duplicate is not taken for the loss of the tunnel.
    initiators: [connection.connectionMode === 'ResponderOnly' ? 'remote' : 'azure'],
  };
}
