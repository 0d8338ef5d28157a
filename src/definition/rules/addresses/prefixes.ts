import { ancestorsOf } from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import { reservedAddressSpaces } from '../../azure/addresses.ts';
import type { Definition } from '../../definition.ts';
import type { Path } from '../../sources/path.ts';
import { gatewayPairs } from '../connections/ends.ts';
import { peeredPairs, spokePairs } from '../peerings/placed-peerings.ts';
import { placed } from '../placed.ts';
import type { Breach, Rule } from '../rule.ts';
import { overlapsBetween, overlapsOf, overlapsWithin } from './overlaps.ts';
import {
  allPrefixes,
  besideLans,
  describeOverlap,
  owners,
  type PrefixList,
  prefixLists,
} from './prefix-lists.ts';

export const overlappingPrefixes: Rule = {
  name: 'overlapping-prefixes',
  severity: 'error',
  source: 'Azure refuses an address space whose own prefixes overlap.',
  *check(definition) {
    const { networks, localGateways, clientPools } = prefixLists(definition);
    for (const { owner, prefixes } of [...networks, ...localGateways, ...clientPools]) {
      for (const overlap of overlapsWithin(prefixes)) {
        yield describeOverlap(
          overlap,
          `${owner} has the prefixes`,
          'Leave out the one that is inside the other.',
        );
      }
    }
  },
};

export const reservedAddressSpace: Rule = {
  name: 'reserved-address-space',
  severity: 'error',
  source:
    'Azure virtual network FAQ: address ranges that cannot be added. A site may announce what contains them.',
  *check(definition) {
    const { networks, localGateways, sites, clientPools } = prefixLists(definition);
    const announced = new Set(besideLans(sites));
    const all = allPrefixes([...networks, ...localGateways, ...sites, ...clientPools]);
    const seen = new Set<Path>();
    for (const { one, other } of overlapsBetween(all, placed([...reservedAddressSpaces.keys()], []))) {
      if (seen.has(one.path) || (announced.has(one) && isAround(one.value, other.value))) continue;
      seen.add(one.path);
      yield {
        path: one.path,
        message: `${one.value} includes addresses that are ${reservedAddressSpaces.get(other.value)} (${other.value}).`,
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
    const { networks, localGateways } = prefixLists(definition);
    const ownerOf = owners([...networks, ...localGateways]);
    for (const overlap of overlapsBetween(allPrefixes(networks), allPrefixes(localGateways))) {
      const beginning = `The address spaces of ${ownerOf(overlap.one)} and ${ownerOf(overlap.other)} overlap:`;
      yield describeOverlap(
        overlap,
        beginning,
        'Give the virtual network and the site different address spaces.',
      );
    }
    const connected = connectedNetworks(definition);
    yield* overlapsOfOwners(networks, (one, other) => connected.has(`${one} ${other}`));
  },
};

export const overlappingVirtualNetworks: Rule = {
  name: 'overlapping-virtual-networks',
  severity: 'error',
  source:
    'The virtual networks of a lab reach each other through sites, too. Connected and peered ones break rules of Azure.',
  *check(definition) {
    const { networks } = prefixLists(definition);
    const others = [connectedNetworks(definition), peeredPairs(definition), spokePairs(definition)];
    yield* overlapsOfOwners(networks, (one, other) => !others.some((pairs) => pairs.has(`${one} ${other}`)));
  },
};

/** The overlaps of those lists whose owners are concerned; asked both ways round. */
export function* overlapsOfOwners(
  lists: readonly PrefixList[],
  areConcerned: (one: string, other: string) => boolean,
): Generator<Breach> {
  const ownerOf = owners(lists);
  const concerned = (one: PrefixList, other: PrefixList) =>
    one !== other && areConcerned(one.owner, other.owner);
  for (const overlap of overlapsOf(lists, concerned)) {
    yield describeOverlap(
      overlap,
      `The address spaces of ${ownerOf(overlap.one)} and ${ownerOf(overlap.other)} overlap:`,
      'Give each of them addresses of its own.',
    );
  }
}

/** Whether a prefix contains the other one, and is not the same. */
export const isAround = (prefix: string, other: string): boolean => ancestorsOf(other).includes(prefix);

/** Pairs of virtual networks, both ways round, whose gateways are connected. */
function connectedNetworks(definition: Definition): Set<string> {
  return new Set(
    gatewayPairs(definition).flatMap(({ gateway, remote }) => {
      const [one, other] = [shown(gateway.value.virtualNetwork), shown(remote.value.virtualNetwork)];
      return [`${one} ${other}`, `${other} ${one}`];
    }),
  );
}
