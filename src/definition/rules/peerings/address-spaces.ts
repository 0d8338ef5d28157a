import { prefixLists } from '../addresses/prefix-lists.ts';
import { overlapsOfOwners } from '../addresses/prefixes.ts';
import type { Rule } from '../rule.ts';
import { peeredPairs, spokePairs } from './placed-peerings.ts';

export const peersOverlap: Rule = {
  name: 'VnetAddressSpacesOverlap',
  severity: 'error',
  source: 'Azure\'s code: "Virtual networks cannot be peered because their address spaces overlap."',
  *check(definition) {
    const peered = peeredPairs(definition);
    yield* overlapsOfOwners(prefixLists(definition).networks, (one, other) => peered.has(`${one} ${other}`));
  },
};

export const spokesOverlap: Rule = {
  name: 'VnetAddressSpaceOverlapsWithAlreadyPeeredVnet',
  severity: 'error',
  source: "Azure's code when two networks that are peered with the same one overlap (AzureTRE#1927).",
  *check(definition) {
    const spokes = spokePairs(definition);
    yield* overlapsOfOwners(prefixLists(definition).networks, (one, other) => spokes.has(`${one} ${other}`));
  },
};
