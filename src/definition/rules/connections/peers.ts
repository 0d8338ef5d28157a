import { listed } from '../../../base/listed.ts';
import { shown } from '../../../base/quote.ts';
import type {
  Connection,
  Definition,
  Device,
  PublicIPAddress,
  VirtualNetworkGateway,
} from '../../definition.ts';
import { localNetworkGatewaysOf, standsForDevice } from '../../device-lines.ts';
import { type Placed, placed, placedGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { areAllEndsKnown, endPaths, ends, placedDevices, tunnelEnds } from './ends.ts';

export const peerWithoutTunnel: Rule = {
  name: 'peer-without-tunnel',
  severity: 'error',
  source:
    'A tunnel has two ends: a public IP address of an instance, and a device that a connection leads to.',
  *check(definition) {
    if (!areAllEndsKnown(definition)) return;
    for (const device of placedDevices(definition)) {
      const connected = connectionsOf(definition, device.value).map(({ gateway }) => gateway.value);
      for (const { value: name, path } of placed(device.value.peers ?? [], [...device.path, 'peers'])) {
        const gateway = placedGateways(definition).find(({ value }) =>
          value.publicIPAddresses.some((address) => address.name === name),
        );
        if (!gateway) continue;
        const isConnected = connected.includes(gateway.value);
        const usable = tunnelAddresses(gateway.value).map((address) => address.name);
        if (isConnected && usable.includes(name)) continue;
        const [deviceName, gatewayName] = [shown(device.value.name), shown(gateway.value.name)];
        yield {
          path,
          basis: [
            ...endPaths(definition),
            [...gateway.path, 'publicIPAddresses'],
            [...gateway.path, 'activeActive'],
            [...device.path, 'localNetworkGateway'],
          ],
          message: isConnected
            ? `${deviceName} has the peer ${shown(name)}, which ${gatewayName} uses only for its VPN clients.`
            : `${deviceName} has the peer ${shown(name)} of ${gatewayName}, but no connection leads from there to ${listed(localNetworkGatewaysOf(device.value).map(shown))}.`,
          advice: isConnected
            ? `Tunnels of devices end at ${usable.map(shown).join(' and ')}.`
            : `Remove the peer, or add a connection from ${gatewayName} to ${listed(localNetworkGatewaysOf(device.value).map(shown))}.`,
        };
      }
    }
  },
};

export const connectionWithoutTunnel: Rule = {
  name: 'connection-without-tunnel',
  severity: 'error',
  source: 'A tunnel must be configured at both of its ends.',
  *check(definition) {
    for (const { device, connection, gateway, covered, missing, basis } of coverages(definition)) {
      if (covered.length > 0 || missing.length === 0) continue;
      const { value } = gateway;
      yield {
        path: [...device.path, 'peers'],
        basis,
        message: `${shown(device.value.name)} has no tunnel to ${shown(value.name)}: ${device.value.peers?.length === 0 ? 'its list of peers is empty' : 'its peers are other addresses'}. ${shown(connection.value.name)} will never be connected.`,
        advice: `Leave peers out, or list ${namesOf(missing)}.`,
      };
    }
  },
};

export const instanceWithoutTunnel: Rule = {
  name: 'instance-without-tunnel',
  severity: 'warning',
  source:
    'Article, "Active-active VPN gateways": the device has a tunnel to each instance. About active-active gateways: a connection with a tunnel to one of them goes down in maintenance.',
  *check(definition) {
    for (const { device, connection, covered, missing, basis } of coverages(definition)) {
      if (covered.length === 0 || missing.length === 0) continue;
      const consequence = connection.value.enableBgp
        ? 'is down until that instance is back, because with BGP its address does not move to the other instance'
        : 'is interrupted until the other instance has taken over that address';
      yield {
        path: [...device.path, 'peers'],
        basis: [...basis, [...connection.path, 'enableBgp']],
        message: `${shown(device.value.name)} has a tunnel to ${namesOf(covered)}, and none to ${namesOf(missing)}. When the instance of ${namesOf(covered)} fails, or is in planned maintenance, ${shown(connection.value.name)} ${consequence}.`,
        advice: `Configure a tunnel to each instance: leave peers out, or add ${namesOf(missing)}.`,
      };
    }
  },
};

interface Coverage {
  readonly device: Placed<Device>;
  readonly connection: Placed<Connection>;
  readonly gateway: Placed<VirtualNetworkGateway>;
  readonly covered: readonly PublicIPAddress[];
  readonly missing: readonly PublicIPAddress[];
  readonly basis: readonly (readonly (string | number)[])[];
}

/** The instances to which a device with a list of peers has tunnels, and those to which it has none. */
function coverages(definition: Definition): Coverage[] {
  const known = new Set(
    definition.virtualNetworkGateways.flatMap(({ publicIPAddresses }) =>
      publicIPAddresses.map(({ name }) => name),
    ),
  );
  return placedDevices(definition).flatMap((device) => {
    const { peers } = device.value;
    // A mistyped name may be the missing one.
    if (!peers?.every((peer) => known.has(peer))) return [];
    return connectionsOf(definition, device.value).map(({ connection, gateway }): Coverage => {
      const addresses = tunnelAddresses(gateway.value);
      return {
        device,
        connection,
        gateway,
        covered: addresses.filter(({ name }) => peers.includes(name)),
        missing: addresses.filter(({ name }) => !peers.includes(name)),
        basis: [
          [...gateway.path, 'publicIPAddresses'],
          [...gateway.path, 'activeActive'],
          [...device.path, 'localNetworkGateway'],
        ],
      };
    });
  });
}

function connectionsOf(definition: Definition, device: Device) {
  return ends(definition).flatMap(({ connection, gateway, local }) =>
    gateway && local && standsForDevice(local.value.name)(device) ? [{ connection, gateway }] : [],
  );
}

/** The public addresses at which tunnels end. A further one is for clients. */
const tunnelAddresses = (gateway: VirtualNetworkGateway) =>
  gateway.publicIPAddresses.slice(0, tunnelEnds(gateway));

const namesOf = (addresses: readonly PublicIPAddress[]) =>
  addresses.map(({ name }) => shown(name)).join(' and ');
