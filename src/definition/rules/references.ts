import type { Definition } from '../definition.ts';
import { nearest } from '../nearest.ts';
import type { Path } from '../path.ts';
import { quote, shown } from '../quote.ts';
import {
  type Placed,
  placed,
  placedConnections,
  placedGateways,
  placedLocalGateways,
  placedNetworks,
  placedSites,
} from './placed.ts';
import type { Rule } from './rule.ts';

export const unknownReference: Rule = {
  name: 'unknown-reference',
  severity: 'error',
  source: 'Azure refuses a resource that refers to another one which does not exist.',
  *check(definition) {
    for (const { owner, path, wanted, kind, candidates, list } of references(definition)) {
      const names = candidates.map(({ value }) => value.name).filter((name) => name !== '');
      if (wanted === '' || names.includes(wanted)) continue;
      const meant = nearest(wanted, names);
      yield {
        path,
        // A name that is not proper could be the one that is meant.
        basis: candidates.length > 0 ? candidates.map((candidate) => [...candidate.path, 'name']) : [list],
        message: `${shown(owner)} refers to the ${kind} ${quote(wanted)}, which does not exist.`,
        advice: meant
          ? `Did you mean ${meant}?`
          : names.length > 0
            ? `Use the name of one that exists: ${names.slice(0, 8).join(', ')}.`
            : `Add a ${kind} of that name.`,
      };
    }
  },
};

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
        wanted: value.localNetworkGateway2,
        ...localGateways,
      },
    ]),
    ...placedSites(definition).flatMap((site) =>
      placed(site.value.devices, [...site.path, 'devices']).map(({ value, path }) => ({
        owner: value.name,
        path: [...path, 'localNetworkGateway'],
        wanted: value.localNetworkGateway,
        ...localGateways,
      })),
    ),
  ];
}
