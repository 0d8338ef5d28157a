import type { ListFact, NumberFact, PrefixLengthFact, RangeFact } from './fact.ts';

/** The subnet for a gateway has exactly this name (VPN Gateway settings). */
export const gatewaySubnetName = 'GatewaySubnet';

/** Address ranges that a virtual network cannot have, and what each is for. */
export const reservedAddressSpaces: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0/8', 'not for use as destinations'],
  ['127.0.0.0/8', 'loopback addresses'],
  ['168.63.129.16/32', "Azure's own DNS and health probe"],
  ['169.254.0.0/16', 'link-local addresses'],
  ['224.0.0.0/3', 'multicast or reserved addresses'],
]);

/** What Azure fixes about address spaces, subnets and pools. */
export const azureAddresses = {
  reservedFirst: {
    what: 'First addresses of every subnet that Azure reserves, in addition to the last one',
    value: 4,
    unit: '',
    source: 'Virtual network FAQ',
    confidence: 'documented',
  },
  subnet: {
    what: 'Smallest subnet',
    longestPrefix: 29,
    source: 'Virtual network FAQ',
    confidence: 'documented',
  },
  gatewaySubnet: {
    what: 'Smallest GatewaySubnet',
    longestPrefix: 29,
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  recommendedGatewaySubnet: {
    what: 'Smallest GatewaySubnet that Microsoft recommends; a /28 was refused in practice',
    longestPrefix: 27,
    source: 'VPN Gateway FAQ; azure-docs#111078',
    confidence: 'documented',
  },
  clientPool: {
    what: 'Smallest client address pool of an active-standby gateway',
    longestPrefix: 29,
    source: 'Point-to-site configuration',
    confidence: 'documented',
  },
  activeActiveClientPool: {
    what: 'Smallest client address pool of an active-active gateway',
    longestPrefix: 28,
    source: 'Point-to-site configuration',
    confidence: 'documented',
  },
  reservedSpaces: {
    what: 'Address ranges that a virtual network cannot have',
    values: [...reservedAddressSpaces.keys()],
    source: 'Virtual network FAQ',
    confidence: 'documented',
  },
  name: {
    what: 'Characters of the name of a network resource',
    least: 1,
    most: 80,
    unit: '',
    source: 'Naming rules and restrictions for Azure resources',
    confidence: 'documented',
  },
} as const satisfies Readonly<Record<string, ListFact | NumberFact | PrefixLengthFact | RangeFact>>;

/** Index of the first address in a subnet that a machine may have: `.4`. */
export const firstAssignable = azureAddresses.reservedFirst.value;
