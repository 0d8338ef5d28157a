import { isAddress, prefixContains } from '../../../base/addresses.ts';
import { behindNatSpace } from '../../behind-nat.ts';
import { placedDevices } from '../connections/ends.ts';
import { placed } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { overlapsBetween } from './overlaps.ts';
import { addresses, outside } from './owned-addresses.ts';
import { allPrefixes, besideLans, prefixLists } from './prefix-lists.ts';
import { isAround } from './prefixes.ts';

export const prefixOfLinesBehindNat: Rule = {
  name: 'prefix-of-lines-behind-nat',
  severity: 'error',
  source: `A limit of this program: devices with behindNat have addresses of ${behindNatSpace} (RFC 6598) in the lab.`,
  *check(definition) {
    const device = placedDevices(definition).find(({ value }) => value.behindNat);
    if (!device) return;
    const basis = [[...device.path, 'behindNat']];
    const advice = 'Use other addresses, or leave behindNat out.';
    const { networks, localGateways, sites, clientPools } = prefixLists(definition);
    const announced = new Set(besideLans(sites));
    const all = allPrefixes([...networks, ...localGateways, ...sites, ...clientPools]);
    for (const { one } of overlapsBetween(all, placed([behindNatSpace], []))) {
      // The way to a line is the more specific one.
      if (announced.has(one) && isAround(one.value, behindNatSpace)) continue;
      const message = `${one.value} overlaps ${behindNatSpace}, which the lab uses between a device behind NAT and its router.`;
      yield { path: one.path, basis, message, advice };
    }
    for (const { owner, what, address, path } of addresses(definition)) {
      if (!outside.includes(what) || !isAddress(address) || !prefixContains(behindNatSpace, address))
        continue;
      const message = `${address}, the ${what} of ${owner}, is inside ${behindNatSpace}, which the lab uses between a device behind NAT and its router.`;
      yield { path, basis, message, advice };
    }
  },
};
