import { addressNumber, addressRange, isAddress } from '../../../base/addresses.ts';
import { properPrefixes } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { addresses, outside } from './owned-addresses.ts';
import { prefixLists } from './prefix-lists.ts';

export const publicAddressInside: Rule = {
  name: 'public-address-in-private-space',
  severity: 'error',
  source: 'A tunnel cannot carry the packets to its own outer address.',
  *check(definition) {
    const { networks, sites } = prefixLists(definition);
    // What a site announces beside its LAN is not the way to its peers.
    const lans = sites.map(({ owner, prefixes }) => ({ owner, prefixes: prefixes.slice(0, 1) }));
    const spaces = [...networks, ...lans].flatMap(({ owner, prefixes }) =>
      properPrefixes(prefixes).map(({ value }) => ({ owner, prefix: value, ...addressRange(value) })),
    );
    for (const { owner, what, address, path } of addresses(definition)) {
      if (!outside.includes(what) || !isAddress(address)) continue;
      const number = addressNumber(address);
      for (const space of spaces.filter(({ first, last }) => first <= number && number <= last)) {
        yield {
          path,
          message: `${address}, the ${what} of ${owner}, is inside ${space.prefix}, which belongs to ${space.owner}.`,
          advice:
            'Use an address outside all virtual networks and sites: the tunnel itself leads into these.',
        };
      }
    }
  },
};
