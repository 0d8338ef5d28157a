import type {
  Connection,
  Definition,
  Device,
  LocalNetworkGateway,
  VirtualNetworkGateway,
} from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import type { Path } from '../../sources/path.ts';
import {
  named,
  type Placed,
  placed,
  placedConnections,
  placedGateways,
  placedLocalGateways,
  placedSites,
} from '../placed.ts';

/** A connection with those of its two ends that are known. */
export interface Ends {
  readonly connection: Placed<Connection>;
  readonly gateway: Placed<VirtualNetworkGateway> | undefined;
  /** The local network gateway of the device at the other end, ... */
  readonly local: Placed<LocalNetworkGateway> | undefined;
  /** ... or the gateway there. */
  readonly remote: Placed<VirtualNetworkGateway> | undefined;
}

export function ends(definition: Definition): Ends[] {
  const gateways = placedGateways(definition);
  const localGateways = placedLocalGateways(definition);
  return placedConnections(definition).map((connection) => ({
    connection,
    gateway: named(gateways, connection.value.virtualNetworkGateway1),
    local: named(localGateways, connection.value.localNetworkGateway2 ?? ''),
    remote: named(gateways, connection.value.virtualNetworkGateway2 ?? ''),
  }));
}

/** The places where connections name their ends. A rule that misses a connection depends on all of them. */
export const endPaths = (definition: Definition): Path[] => [
  ['connections'],
  ...placedConnections(definition).flatMap(({ path }) => [
    [...path, 'virtualNetworkGateway1'],
    [...path, 'localNetworkGateway2'],
    [...path, 'virtualNetworkGateway2'],
  ]),
];

/** Whether both ends of every connection are known. If not, a mistyped name may be the one that a rule misses. */
export const areAllEndsKnown = (definition: Definition): boolean =>
  ends(definition).every(({ gateway, local, remote }) => gateway && (local ?? remote));

/** Two gateways, and the connection of each of them to the other one. */
export interface GatewayPair {
  readonly there: Placed<Connection>;
  readonly back: Placed<Connection>;
  readonly gateway: Placed<VirtualNetworkGateway>;
  readonly remote: Placed<VirtualNetworkGateway>;
}

/** Every pair of gateways with connections both ways, as VNet-to-VNet requires, once. */
export function gatewayPairs(definition: Definition): GatewayPair[] {
  const all = ends(definition);
  return all.flatMap(({ connection: there, gateway, remote }, index): GatewayPair[] => {
    if (!gateway || !remote || gateway === remote) return [];
    const found = all
      .slice(index + 1)
      .find((other) => other.gateway?.value === remote.value && other.remote?.value === gateway.value);
    return found ? [{ there, back: found.connection, gateway, remote }] : [];
  });
}

/** Whether the device is one of several of its site. BGP is then required, so rules for static routes do not apply. */
export function needsBgp(definition: Definition, local: LocalNetworkGateway): boolean {
  return definition.sites.some(
    ({ devices }) => devices.length > 1 && devices.some(standsForDevice(local.name)),
  );
}

export const placedDevices = (definition: Definition): Placed<Device>[] =>
  placedSites(definition).flatMap((site) => placed(site.value.devices, [...site.path, 'devices']));

/** How many instances of a gateway have tunnels at the same time. */
export const tunnelEnds = ({ activeActive }: VirtualNetworkGateway): number => (activeActive ? 2 : 1);
