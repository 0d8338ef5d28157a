import { customBgpAddressOf } from '../definition/custom-bgp-addresses.ts';
import type { Connection, Definition, VirtualNetworkGateway } from '../definition/definition.ts';
import type { DeviceIpsec } from '../definition/device-ipsec.ts';
import { standsForDevice } from '../definition/device-lines.ts';
import type { DeviceRouting } from '../definition/device-routing.ts';
import type { NodeNames } from './node-name.ts';
import type { DeviceNode, InstanceNode } from './topology-node.ts';

/** A place where tunnels can end: a public address, with the machine or the two machines that may have it. */
export interface Endpoint {
  /** Name of the node; of the gateway, or of the pair of devices, when both machines share one address. */
  readonly name: string;
  /** Name of the gateway, or of the local network gateway, in the definition. */
  readonly gateway: string;
  readonly side: 'azure' | 'device';
  /** The first one has it when the lab comes up. */
  readonly nodes: readonly string[];
  readonly publicAddress: string;
  /** Devices behind NAT only: the address of its own port. */
  readonly privateAddress?: string;
  /** Devices only: the name by which gateways look up that address. */
  readonly fqdn?: string;
  /** Devices on a dynamic line only: as of the node. */
  readonly secondAddress?: string;
  /** Name of the public address in the definition, by which a device's configuration refers to it. */
  readonly publicAddressName?: string;
  readonly bgpAddress?: string;
  /** For BGP with devices that also have an APIPA address. */
  readonly customBgpAddresses: readonly string[];
  /** Gateways only: the custom address that a connection uses. */
  readonly customBgpAddressFor?: (connection: Connection) => string | undefined;
  /** Prefixes reached through this end. */
  readonly prefixes: readonly string[];
  /** The other instance of an active-active gateway. */
  readonly sibling?: string;
  /** Devices only: names of the public addresses that it has tunnels to; absent: all. */
  readonly peers?: readonly string[];
  /** Devices only: their own settings. */
  readonly ipsec?: DeviceIpsec;
  /** Devices only: its tunnels in the order of its preference, by the names of public addresses or connections. */
  readonly prefers?: readonly string[];
  /** Devices only: the interface of a further line. */
  readonly port?: string;
  /** Devices only: what becomes of its routes into a tunnel that is dead. */
  readonly routes?: Pick<DeviceRouting, 'routesFollowTunnel' | 'putsRoutesBack'>;
}

/** Active-active: one an instance. Active-standby: a single one, which belongs to whichever instance is active. */
export function gatewayEndpoints(
  gateway: VirtualNetworkGateway,
  instances: readonly InstanceNode[],
  names: NodeNames,
): Endpoint[] {
  const { bgpPeeringAddresses, customBgpIpAddresses } = gateway.bgpSettings;
  const nodes = instances.map(({ name }) => name);
  const endpoint = (index: number, own: Pick<Endpoint, 'name' | 'nodes' | 'sibling'>): Endpoint => {
    const publicAddress = gateway.publicIPAddresses[index];
    if (!publicAddress) throw new Error(`${gateway.name} has no public address for instance ${index}.`);
    const bgpAddress = bgpPeeringAddresses[index];
    return {
      ...own,
      gateway: gateway.name,
      side: 'azure',
      publicAddress: publicAddress.ipAddress,
      publicAddressName: publicAddress.name,
      ...(bgpAddress !== undefined && { bgpAddress }),
      customBgpAddresses: customBgpIpAddresses[index] ?? [],
      customBgpAddressFor: (connection) => customBgpAddressOf(gateway, index, connection),
      prefixes: instances[0]?.virtualNetworkPrefixes ?? [],
    };
  };
  return gateway.activeActive
    ? nodes.map((name, index) => {
        const sibling = nodes.find((node) => node !== name);
        return endpoint(index, { name, nodes: [name], ...(sibling !== undefined && { sibling }) });
      })
    : [endpoint(0, { name: names.take(gateway.name), nodes })];
}

/** One for each internet line. The first has the name of the device, or of its pair. */
export const deviceEndpoints = (device: DeviceNode, definition: Definition, names: NodeNames): Endpoint[] => [
  deviceEndpoint(device, device, definition, device.pair?.name ?? device.name),
  ...(device.furtherLines ?? []).map((line) => ({
    ...deviceEndpoint(device, line, definition, names.take(`${device.name}-${line.port}`)),
    port: line.port,
  })),
];

type Line = Pick<
  DeviceNode,
  'localNetworkGateway' | 'publicAddress' | 'privateAddress' | 'secondAddress' | 'bgpAddress'
>;

function deviceEndpoint(
  device: DeviceNode,
  { localNetworkGateway, publicAddress, privateAddress, secondAddress, bgpAddress }: Line,
  { localNetworkGateways, sites }: Definition,
  name: string,
): Endpoint {
  const gateway = localNetworkGateways.find((candidate) => candidate.name === localNetworkGateway);
  const { peers, ipsec } =
    sites.flatMap(({ devices }) => devices).find(standsForDevice(localNetworkGateway)) ?? {};
  return {
    name,
    gateway: localNetworkGateway,
    side: 'device',
    nodes: device.pair?.nodes ?? [device.name],
    publicAddress,
    ...(privateAddress !== undefined && { privateAddress }),
    ...(gateway?.fqdn !== undefined && { fqdn: gateway.fqdn }),
    ...(secondAddress !== undefined && { secondAddress }),
    ...(bgpAddress !== undefined && { bgpAddress }),
    customBgpAddresses: [],
    prefixes: gateway?.localNetworkAddressSpace.addressPrefixes ?? [],
    ...(peers && { peers }),
    ...(ipsec && { ipsec }),
    ...(device.prefers && { prefers: device.prefers }),
    routes: device,
  };
}
