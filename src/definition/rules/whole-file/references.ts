import { nearest } from '../../../base/nearest.ts';
import { quote, shown } from '../../../base/quote.ts';
import type { Definition } from '../../definition.ts';
import { localNetworkGatewaysOf } from '../../device-lines.ts';
import type { Path } from '../../sources/path.ts';
import { placedDevices } from '../connections/ends.ts';
import { placedPeerings } from '../peerings/placed-peerings.ts';
import {
  type Placed,
  placed,
  placedClients,
  placedConnections,
  placedGateways,
  placedLocalGateways,
  placedNetworks,
  placedSites,
  placedTraffic,
} from '../placed.ts';
import type { Rule } from '../rule.ts';

export const unknownReference: Rule = {
  name: 'unknown-reference',
  severity: 'error',
  source: 'Azure refuses a resource that refers to another one which does not exist.',
  *check(definition) {
    for (const { owner, path, wanted, kind, candidates, list } of references(definition)) {
      const names = candidates.map(({ value }) => value.name).filter((name) => name !== '');
      if (wanted === '' || names.includes(wanted)) continue;
      const meant = nearest(wanted, names);
      const elsewhere = otherEnd(path, wanted, definition);
      yield {
        path,
        // A malformed name could be the intended one.
        basis: candidates.length > 0 ? candidates.map((candidate) => [...candidate.path, 'name']) : [list],
        message: `${shown(owner)} refers to the ${kind} ${quote(wanted)}, which does not exist.`,
        advice: elsewhere
          ? `${shown(wanted)} is a ${elsewhere.kind}: write ${elsewhere.property}.`
          : meant
            ? `Did you mean ${meant}?`
            : names.length > 0
              ? `Use the name of one that exists: ${names.slice(0, 8).join(', ')}.`
              : `Add a ${kind} of that name.`,
      };
    }
  },
};

/** A connection leads to one of two kinds of gateway, which are easily confused. */
function otherEnd(path: Path, wanted: string, definition: Definition) {
  const ends = {
    localNetworkGateway2: {
      kind: 'virtual network gateway',
      property: 'virtualNetworkGateway2',
      gateways: definition.virtualNetworkGateways,
    },
    virtualNetworkGateway2: {
      kind: 'local network gateway',
      property: 'localNetworkGateway2',
      gateways: definition.localNetworkGateways,
    },
  };
  const property = path.at(-1);
  if (property !== 'localNetworkGateway2' && property !== 'virtualNetworkGateway2') return undefined;
  const end = ends[property];
  return end.gateways.some(({ name }) => name === wanted) ? end : undefined;
}

interface Reference {
  readonly owner: string;
  readonly path: Path;
  readonly wanted: string;
  readonly kind: string;
  readonly candidates: readonly Placed<{ readonly name: string }>[];
  readonly list: Path;
}

function references(definition: Definition): Reference[] {
  const networks = {
    kind: 'virtual network',
    candidates: placedNetworks(definition),
    list: ['virtualNetworks'],
  };
  const gateways = {
    kind: 'virtual network gateway',
    candidates: placedGateways(definition),
    list: ['virtualNetworkGateways'],
  };
  const localGateways = {
    kind: 'local network gateway',
    candidates: placedLocalGateways(definition),
    list: ['localNetworkGateways'],
  };
  const publicAddresses = {
    kind: 'public IP address',
    candidates: gateways.candidates.flatMap(({ value, path }) =>
      placed(value.publicIPAddresses, [...path, 'publicIPAddresses']),
    ),
    list: ['virtualNetworkGateways'],
  };
  return [
    ...networks.candidates.flatMap(({ value: network, path }) => {
      const list = [...path, 'subnets'];
      const subnets = { kind: 'subnet', candidates: placed(network.subnets, list), list };
      return placed(network.virtualMachines, [...path, 'virtualMachines']).map(({ value, path }) => ({
        owner: value.name,
        path: [...path, 'subnet'],
        wanted: value.subnet,
        ...subnets,
      }));
    }),
    ...placedPeerings(definition).map(({ half, network }) => ({
      owner: network.value.name,
      path: [...half.path, 'remoteVirtualNetwork'],
      wanted: half.value.remoteVirtualNetwork,
      ...networks,
    })),
    ...gateways.candidates.map(({ value, path }) => ({
      owner: value.name,
      path: [...path, 'virtualNetwork'],
      wanted: value.virtualNetwork,
      ...networks,
    })),
    ...placedConnections(definition).flatMap(({ value, path }) => [
      {
        owner: value.name,
        path: [...path, 'virtualNetworkGateway1'],
        wanted: value.virtualNetworkGateway1,
        ...gateways,
      },
      {
        owner: value.name,
        path: [...path, 'localNetworkGateway2'],
        wanted: value.localNetworkGateway2 ?? '',
        ...localGateways,
      },
      {
        owner: value.name,
        path: [...path, 'virtualNetworkGateway2'],
        wanted: value.virtualNetworkGateway2 ?? '',
        ...gateways,
      },
    ]),
    ...placedDevices(definition).flatMap(({ value, path }) => [
      ...localNetworkGatewaysOf(value).map((wanted) => ({
        owner: value.name,
        path: [...path, 'localNetworkGateway'],
        wanted,
        ...localGateways,
      })),
      ...placed(value.peers ?? [], [...path, 'peers']).map((peer) => ({
        owner: value.name,
        path: peer.path,
        wanted: peer.value,
        ...publicAddresses,
      })),
    ]),
    ...placedTraffic(definition).flatMap(({ value, path }) =>
      (['from', 'to'] as const).map((end) => ({
        owner: `traffic ${value.from} to ${value.to}`,
        path: [...path, end],
        wanted: value[end],
        kind: 'virtual machine, host or client',
        candidates: trafficEnds(definition),
        list: ['virtualNetworks'],
      })),
    ),
    ...placedClients(definition).map(({ value, path }) => ({
      owner: value.name,
      path: [...path, 'virtualNetworkGateway'],
      wanted: value.virtualNetworkGateway,
      ...gateways,
    })),
  ];
}

/** Everything that can send and receive traffic. */
const trafficEnds = (definition: Definition): Placed<{ readonly name: string }>[] => [
  ...placedNetworks(definition).flatMap(({ value, path }) =>
    placed(value.virtualMachines, [...path, 'virtualMachines']),
  ),
  ...placedSites(definition).flatMap(({ value, path }) => placed(value.hosts, [...path, 'hosts'])),
  ...placedClients(definition),
];
