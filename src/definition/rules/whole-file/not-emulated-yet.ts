import { addressIndex, isAddress, isPrefix, prefixContains } from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import { instanceIndexes } from '../../azure/instances.ts';
import type { Definition } from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import { arePeered, halfTo, hubOf } from '../../peerings.ts';
import { placedDevices } from '../connections/ends.ts';
import { selective } from '../connections/selective.ts';
import { placedPeerings } from '../peerings/placed-peerings.ts';
import {
  placed,
  placedClients,
  placedConnections,
  placedGateways,
  placedLocalGateways,
  placedSites,
} from '../placed.ts';
import type { Breach, Rule } from '../rule.ts';

/**
 * Features of Azure that this program does not emulate yet, besides whole properties (`azure-properties.ts`). All are
 * here, so that a check can be deleted when its feature works. docs/limits.md lists what remains.
 */
export const notEmulatedYet: Rule = {
  name: 'not-emulated-yet',
  severity: 'error',
  source: 'A limit of this program, not of Azure.',
  *check(definition) {
    yield* movingAddresses(definition);
    yield* hostsBehindRouter(definition);
    yield* networkNumbers(definition);
    yield* fullSegments(definition);
    yield* asnsOfOneDevice(definition);
    yield* policyGroups(definition);
    yield* peeringsOfHubs(definition);
    yield* selectorsBesideClients(definition);
    yield* selectorsOfSeveralLines(definition);
  },
};

/**
 * The address of an instance moves to its sibling if a connection has no BGP, and that for its clients does. Each /24 is a
 * segment of the public network, and an address stays in its own.
 */
function* movingAddresses(definition: Definition): Generator<Breach> {
  for (const { value, path } of placedGateways(definition)) {
    if (!value.activeActive) continue;
    const floats = definition.connections.some(
      ({ virtualNetworkGateway1, enableBgp }) => virtualNetworkGateway1 === value.name && !enableBgp,
    );
    if (!value.vpnClientConfiguration && !floats) continue;
    const [first, second] = placed(value.publicIPAddresses, [...path, 'publicIPAddresses']);
    if (!first || !second || !isAddress(first.value.ipAddress) || !isAddress(second.value.ipAddress))
      continue;
    const [one, other] = [first, second].map((place) => segmentOf(place.value.ipAddress));
    if (one === other) continue;
    yield {
      path: [...second.path, 'ipAddress'],
      basis: [
        first.path,
        value.vpnClientConfiguration ? [...path, 'vpnClientConfiguration'] : ['connections'],
      ],
      message: `${shown(value.name)} is active-active and has ${value.vpnClientConfiguration ? 'point-to-site' : 'a connection without BGP'}, and its instances have public addresses in ${one} and ${other}: an address that moves from one to the other stays in its /24 in a lab.`,
      advice: 'Choose two addresses of the same /24.',
    };
  }
}

/** The hosts of a site are on one LAN, its first prefix. */
function* hostsBehindRouter(definition: Definition): Generator<Breach> {
  for (const { value: site, path } of placedSites(definition)) {
    const [lan, ...others] = site.addressPrefixes;
    if (lan === undefined || !isPrefix(lan)) continue;
    for (const { value, path: host } of placed(site.hosts, [...path, 'hosts'])) {
      const elsewhere = isAddress(value.ipAddress) && !prefixContains(lan, value.ipAddress);
      const inside = others
        .filter(isPrefix)
        .some((prefix) => elsewhere && prefixContains(prefix, value.ipAddress));
      if (!inside) continue;
      yield {
        path: [...host, 'ipAddress'],
        basis: [[...path, 'addressPrefixes']],
        message: `Host ${shown(value.name)} is not in the first prefix of its site (${lan}), the only LAN that is emulated yet.`,
        advice: `Choose an address inside ${lan}, or leave it out.`,
      };
    }
  }
}

/** Every /24 of public addresses is one segment, so its first and last address cannot be used. */
function* networkNumbers(definition: Definition): Generator<Breach> {
  for (const { name, address, path } of publicAddresses(definition)) {
    if (!isAddress(address)) continue;
    const last = addressIndex('0.0.0.0/0', address) % 256;
    if (last !== 0 && last !== 255) continue;
    yield {
      path,
      message: `${name} has the public address ${address}; addresses that end in .0 or .255 are not emulated yet.`,
      advice: 'Choose an address that ends in .1 to .254.',
    };
  }
}

/** The router between the public addresses has one of its own in each /24, and two for each gateway that spreads clients. */
function* fullSegments(definition: Definition): Generator<Breach> {
  const segments = new Map<string, Set<string>>();
  const spreading = definition.virtualNetworkGateways.filter(
    ({ activeActive, vpnClientConfiguration }) => activeActive && vpnClientConfiguration,
  );
  const usable = usableInSegment - instanceIndexes.length * spreading.length;
  for (const { address, path } of publicAddresses(definition)) {
    if (!isAddress(address)) continue;
    const segment = segmentOf(address);
    const taken = segments.get(segment) ?? new Set();
    segments.set(segment, taken.add(address));
    if (taken.size !== usable) continue;
    yield {
      path,
      message:
        spreading.length === 0
          ? `All ${usable} addresses of ${segment} are public addresses of the lab; the router between them needs one.`
          : `${usable} addresses of ${segment} are public addresses of the lab; the router between them needs the others, one for itself and two for each active-active gateway with clients.`,
      advice: 'Choose an address of another /24 for one of them.',
    };
  }
}

const segmentOf = (address: string): string => address.replace(/\.\d+$/, '.0/24');

/** Addresses of a /24, without the first and the last one. */
const usableInSegment = 254;

/** A device speaks BGP with one ASN on all of its lines. */
function* asnsOfOneDevice(definition: Definition): Generator<Breach> {
  for (const device of definition.sites.flatMap(({ devices }) => devices)) {
    const [first, ...others] = placedLocalGateways(definition).filter(
      ({ value }) => value.bgpSettings && standsForDevice(value.name)(device),
    );
    for (const { value, path } of others) {
      const [asn, other] = [first?.value.bgpSettings?.asn, value.bgpSettings?.asn];
      if (!first || asn === other) continue;
      yield {
        path: [...path, 'bgpSettings', 'asn'],
        basis: [[...first.path, 'bgpSettings']],
        message: `The lines of ${shown(device.name)} have different ASNs, ${asn} (${shown(first.value.name)}) and ${other} (${shown(value.name)}), which is not emulated: its BGP has one.`,
        advice: 'Give both the same ASN.',
      };
    }
  }
}

function* policyGroups(definition: Definition): Generator<Breach> {
  for (const { value, path } of placedConnections(definition)) {
    const policy = [...path, 'ipsecPolicies', 0];
    if (value.ipsecPolicy?.dhGroup === 'None') {
      yield {
        path: [...policy, 'dhGroup'],
        message: `${shown(value.name)} has dhGroup None, which is not emulated: IKEv2 has no exchange without a group.`,
        advice: 'Write one of the groups: DHGroup14 or ECP256, for example.',
      };
    }
  }
}

/** Networks that are peered are on the same router, that of the network with the gateway. */
function* peeringsOfHubs(definition: Definition): Generator<Breach> {
  const seen = new Set<string>();
  for (const { half, network, remote } of placedPeerings(definition)) {
    if (!remote || half.value.useRemoteGateways || !arePeered(network.value, remote.value)) continue;
    if (halfTo(remote.value, network.value.name)?.useRemoteGateways) continue;
    const [hub, other] = [network, remote].map(({ value }) => hubOf(value, definition) ?? value);
    const pair = [network, remote].map(({ value }) => value.name).sort();
    if (hub === other || seen.has(pair.join(' '))) continue;
    seen.add(pair.join(' '));
    const haveGateways = [network, remote].every(({ value: { name } }) =>
      definition.virtualNetworkGateways.some(({ virtualNetwork }) => virtualNetwork === name),
    );
    yield {
      path: half.path,
      basis: [[...remote.path, 'virtualNetworkPeerings']],
      message: `${shown(network.value.name)} and ${shown(remote.value.name)} are peered, and neither uses the gateway of the other one, which is not emulated yet.`,
      advice: haveGateways
        ? 'Leave the peering out; the two gateways can be connected (VNet-to-VNet).'
        : 'Set allowGatewayTransit at the network with the gateway and useRemoteGateways at the other one, or leave the peering out.',
    };
  }
}

/** Clients need ESP in userspace, and traffic selectors need that of the kernel. */
function* selectorsBesideClients(definition: Definition): Generator<Breach> {
  const { vpnClients, virtualNetworkGateways: gateways } = definition;
  if (vpnClients.length === 0 && !gateways.some((one) => one.vpnClientConfiguration)) return;
  const selectors = [
    ...placedConnections(definition).flatMap(({ value, path }) =>
      value.usePolicyBasedTrafficSelectors
        ? [{ name: value.name, path: [...path, 'usePolicyBasedTrafficSelectors'] }]
        : [],
    ),
    ...placedDevices(definition).flatMap(({ value, path }) =>
      value.ipsec?.trafficSelectors
        ? [{ name: value.name, path: [...path, 'ipsec', 'trafficSelectors'] }]
        : [],
    ),
  ];
  for (const { name, path } of selectors) {
    yield {
      path,
      basis: [['vpnClients'], ['virtualNetworkGateways']],
      message: `${shown(name)} has traffic selectors, which need ESP in the kernel, and the lab has point-to-site, which is emulated with ESP in userspace.`,
      advice: 'Leave the traffic selectors or point-to-site out.',
    };
  }
}

/** Over a further line a device knows the gateway's BGP address by an alias, which no selector would cover. */
function* selectorsOfSeveralLines(definition: Definition): Generator<Breach> {
  for (const { connection, device, basis } of selective(definition)) {
    if (!device?.value.furtherLocalNetworkGateways || !connection.value.enableBgp) continue;
    yield {
      path: [...connection.path, 'enableBgp'],
      basis,
      message: `${shown(connection.value.name)} has BGP and traffic selectors, and ${shown(device.value.name)} several lines, which is not emulated together: the device knows the gateway by an alias, and selectors cover real addresses.`,
      advice: 'Leave the traffic selectors or BGP out, or give each line a device of its own.',
    };
  }
}

/** The public addresses of all machines, with their owners. */
function publicAddresses(definition: Definition) {
  const local = placedLocalGateways(definition).map(({ value, path }) => ({
    name: shown(value.name),
    address: value.gatewayIpAddress,
    path: [...path, 'gatewayIpAddress'],
  }));
  const azure = placedGateways(definition).flatMap((gateway) =>
    placed(gateway.value.publicIPAddresses, [...gateway.path, 'publicIPAddresses']).map(
      ({ value, path }) => ({
        name: shown(value.name),
        address: value.ipAddress,
        path: [...path, 'ipAddress'],
      }),
    ),
  );
  const clients = placedClients(definition).map(({ value, path }) => ({
    name: shown(value.name),
    address: value.ipAddress,
    path: [...path, 'ipAddress'],
  }));
  return [...local, ...azure, ...clients];
}
