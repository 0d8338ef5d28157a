import type { Definition } from '../definition.ts';
import type { Path } from '../path.ts';
import { shown } from '../quote.ts';
import { type Overlap, overlapsBetween, overlapsWithin } from './overlaps.ts';
import { type Placed, placed, placedLocalGateways, placedNetworks, placedSites } from './placed.ts';
import type { Breach, Rule } from './rule.ts';

export const overlappingPrefixes: Rule = {
  name: 'overlapping-prefixes',
  severity: 'error',
  source: 'Azure refuses an address space whose own prefixes overlap.',
  *check(definition) {
    const { networks, localGateways, sites } = prefixLists(definition);
    for (const { owner, prefixes } of [...networks, ...localGateways, ...sites]) {
      for (const overlap of overlapsWithin(prefixes)) {
        yield describe(
          overlap,
          `${owner} has the prefixes`,
          'Leave out the one that is inside of the other.',
        );
      }
    }
  },
};

export const reservedAddressSpace: Rule = {
  name: 'reserved-address-space',
  severity: 'error',
  source: 'Azure virtual network FAQ: address ranges that cannot be added.',
  *check(definition) {
    const { networks, localGateways, sites } = prefixLists(definition);
    const all = [...networks, ...localGateways, ...sites].flatMap(({ prefixes }) => prefixes);
    const seen = new Set<Path>();
    for (const { one, other } of overlapsBetween(all, placed(Object.keys(reserved), []))) {
      if (seen.has(one.path)) continue;
      seen.add(one.path);
      yield {
        path: one.path,
        message: `${one.value} includes addresses that are ${reserved[other.value]} (${other.value}).`,
        advice: 'Use private addresses: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.',
      };
    }
  },
};

export const connectionOverlap: Rule = {
  name: 'ConnectionOverlappingAddressSpaces',
  severity: 'error',
  source: "Azure's code when a connection joins overlapping address spaces (azure-docs#110829).",
  *check(definition) {
    const { networks, localGateways, sites } = prefixLists(definition);
    const azure = networks.flatMap(({ prefixes }) => prefixes);
    const seen = new Set<string>();
    for (const { owner, prefixes } of [...sites, ...localGateways]) {
      for (const overlap of overlapsBetween(azure, prefixes)) {
        // The prefixes of a site may be those of its local network gateways.
        const pair = `${overlap.one.value} ${overlap.other.value}`;
        if (seen.has(pair)) continue;
        seen.add(pair);
        const beginning = `The address spaces of ${networkOf(definition, overlap.one)} and ${owner} overlap:`;
        yield describe(overlap, beginning, 'Give the virtual network and the site different address spaces.');
      }
    }
  },
};

export const overlappingVirtualNetworks: Rule = {
  name: 'overlapping-virtual-networks',
  severity: 'error',
  source: 'VPN Gateway FAQ: address spaces of connected virtual networks must not overlap.',
  *check(definition) {
    yield* overlapsOfOwners(prefixLists(definition).networks);
  },
};

export const overlappingSites: Rule = {
  name: 'overlapping-sites',
  severity: 'error',
  source: 'Two sites with the same addresses cannot both be reached from one virtual network.',
  *check(definition) {
    yield* overlapsOfOwners(prefixLists(definition).sites);
  },
};

function* overlapsOfOwners(lists: readonly PrefixList[]): Generator<Breach> {
  for (const [index, { owner, prefixes }] of lists.entries()) {
    for (const earlier of lists.slice(0, index)) {
      for (const overlap of overlapsBetween(earlier.prefixes, prefixes)) {
        yield describe(
          overlap,
          `The address spaces of ${earlier.owner} and ${owner} overlap:`,
          'Give each of them addresses of its own.',
        );
      }
    }
  }
}

function describe({ one, other }: Overlap, beginning: string, advice: string): Breach {
  return {
    path: other.path,
    basis: [one.path],
    message: `${beginning} ${one.value} and ${other.value}.`,
    advice,
  };
}

interface PrefixList {
  readonly owner: string;
  readonly prefixes: readonly Placed<string>[];
}

function prefixLists(definition: Definition) {
  return {
    networks: placedNetworks(definition).map(
      ({ value, path }): PrefixList => ({
        owner: shown(value.name),
        prefixes: placed(value.addressPrefixes, [...path, 'addressPrefixes']),
      }),
    ),
    localGateways: placedLocalGateways(definition).map(
      ({ value, path }): PrefixList => ({
        owner: shown(value.name),
        prefixes: placed(value.localNetworkAddressSpace.addressPrefixes, [
          ...path,
          'localNetworkAddressSpace',
          'addressPrefixes',
        ]),
      }),
    ),
    sites: placedSites(definition).map(
      ({ value, path }): PrefixList => ({
        owner: shown(value.name),
        prefixes: placed(value.addressPrefixes, [...path, 'addressPrefixes']),
      }),
    ),
  };
}

const networkOf = (definition: Definition, { path }: Placed<string>) =>
  shown(definition.virtualNetworks[Number(path[1])]?.name ?? '');

const reserved: Readonly<Record<string, string>> = {
  '0.0.0.0/8': 'not for use as destinations',
  '127.0.0.0/8': 'loopback addresses',
  '168.63.129.16/32': "Azure's own DNS and health probe",
  '169.254.0.0/16': 'link-local addresses',
  '224.0.0.0/3': 'multicast or reserved addresses',
};
