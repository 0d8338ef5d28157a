import { isPrefix, prefixCovers, prefixLength } from '../../../base/addresses.ts';
import { listed } from '../../../base/listed.ts';
import { shown } from '../../../base/quote.ts';
import { azureAddresses, gatewaySubnetName } from '../../azure/addresses.ts';
import type { Definition, Subnet, VirtualNetwork } from '../../definition.ts';
import { type Placed, placed, placedNetworks } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { overlapsWithin } from './overlaps.ts';

const { subnet: smallest } = azureAddresses;

export const subnetOutsideVirtualNetwork: Rule = {
  name: 'subnet-outside-virtual-network',
  severity: 'error',
  source: "A subnet is a part of its virtual network's address space (Azure: NetcfgInvalidSubnet).",
  *check(definition) {
    for (const { network, subnet } of subnets(definition)) {
      const prefixes = network.value.addressPrefixes.filter(isPrefix);
      const { name, addressPrefix } = subnet.value;
      if (prefixes.some((prefix) => prefixCovers(prefix, addressPrefix))) continue;
      yield {
        path: [...subnet.path, 'addressPrefix'],
        basis: [[...network.path, 'addressPrefixes']],
        message: `Subnet ${shown(name)} (${addressPrefix}) is not inside ${shown(network.value.name)} (${listed(prefixes)}).`,
        advice: "Choose a prefix inside the virtual network's address space, or add one there.",
      };
    }
  },
};

export const overlappingSubnets: Rule = {
  name: 'overlapping-subnets',
  severity: 'error',
  source: 'Azure refuses subnets that overlap (NetcfgSubnetRangesOverlap).',
  *check(definition) {
    for (const { value: network, path } of placedNetworks(definition)) {
      const list = [...path, 'subnets'];
      const prefixes = network.subnets.map((subnet, index) => ({
        value: subnet.addressPrefix,
        path: [...list, index, 'addressPrefix'],
      }));
      for (const { one, other } of overlapsWithin(prefixes)) {
        const nameOf = (prefix: Placed<string>) => shown(network.subnets[Number(prefix.path[3])]?.name ?? '');
        yield {
          path: other.path,
          message: `Subnets ${nameOf(one)} (${one.value}) and ${nameOf(other)} (${other.value}) of ${shown(network.name)} overlap.`,
          advice: 'Give each subnet addresses of its own.',
        };
      }
    }
  },
};

export const subnetTooSmall: Rule = {
  name: 'subnet-too-small',
  severity: 'error',
  source: `Azure virtual network FAQ: the smallest subnet is a /${smallest.longestPrefix}, since five addresses of each are reserved.`,
  *check(definition) {
    for (const { subnet } of subnets(definition)) {
      const { name, addressPrefix } = subnet.value;
      if (name === gatewaySubnetName || prefixLength(addressPrefix) <= smallest.longestPrefix) continue;
      yield {
        path: [...subnet.path, 'addressPrefix'],
        message: `Subnet ${shown(name)} is a /${prefixLength(addressPrefix)}; Azure reserves five addresses of every subnet.`,
        advice: `Make it a /${smallest.longestPrefix} or larger.`,
      };
    }
  },
};

/** The subnets with a proper prefix, and their networks. */
function subnets(definition: Definition): { network: Placed<VirtualNetwork>; subnet: Placed<Subnet> }[] {
  return placedNetworks(definition).flatMap((network) =>
    placed(network.value.subnets, [...network.path, 'subnets'])
      .filter((subnet) => isPrefix(subnet.value.addressPrefix))
      .map((subnet) => ({ network, subnet })),
  );
}
