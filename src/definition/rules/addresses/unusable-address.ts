import { isAddress, prefixContains } from '../../../base/addresses.ts';
import { apipaPrefix } from '../../azure/bgp.ts';
import type { Rule } from '../rule.ts';
import { addresses, deviceBgp, outside } from './owned-addresses.ts';

export const unusableAddress: Rule = {
  name: 'unusable-address',
  severity: 'error',
  source:
    'RFC 6890: special-purpose addresses. Azure: "The specified BGP peer IP address \'255.255.255.255\' is not valid."',
  *check(definition) {
    for (const { owner, what, address, path } of addresses(definition)) {
      const isOutside = outside.includes(what);
      if (!isAddress(address) || !(isOutside || what === deviceBgp)) continue;
      const special = [...ranges, ...(isOutside ? [linkLocal] : [])].find(({ prefix }) =>
        prefixContains(prefix, address),
      );
      if (!special) continue;
      yield {
        path,
        message: `${owner} has the address ${address}, which is ${special.what}.`,
        advice: special.advice,
      };
    }
  },
};

const advice = 'Use the address of a single node.';

const ranges = [
  { prefix: '0.0.0.0/8', what: 'no destination', advice },
  { prefix: '127.0.0.0/8', what: 'a loopback address, which no other node can reach', advice },
  { prefix: '224.0.0.0/4', what: 'a multicast address', advice },
  { prefix: '240.0.0.0/4', what: 'reserved', advice },
];

/**
 * Routers do not forward these (RFC 3927, 2.7). Private, documentation and benchmark ranges stay allowed outside: labs
 * use them, and exports of real designs have them in place of the real addresses.
 */
const linkLocal = {
  prefix: apipaPrefix,
  what: 'link-local: no router forwards it, so no peer can reach it over the internet',
  advice: 'Use a public address. 203.0.113.0/24 and 198.51.100.0/24 are for examples (RFC 5737).',
};
