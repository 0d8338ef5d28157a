import { isAddress, prefixContains } from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import { placed, placedClients, placedGateways, placedLocalGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const unusableAddress: Rule = {
  name: 'unusable-address',
  severity: 'error',
  source:
    'RFC 6890: special-purpose addresses. Azure: "The specified BGP peer IP address \'255.255.255.255\' is not valid."',
  *check(definition) {
    const local = placedLocalGateways(definition).flatMap(({ value, path }) => [
      { name: shown(value.name), address: value.gatewayIpAddress, path: [...path, 'gatewayIpAddress'] },
      {
        name: shown(value.name),
        address: value.bgpSettings?.bgpPeeringAddress ?? '',
        path: [...path, 'bgpSettings', 'bgpPeeringAddress'],
      },
    ]);
    const azure = placedGateways(definition).flatMap((gateway) =>
      placed(gateway.value.publicIPAddresses, [...gateway.path, 'publicIPAddresses']).map(
        ({ value, path }) => ({
          name: shown(value.name),
          address: value.ipAddress,
          path: [...path, 'ipAddress'],
        }),
      ),
    );
    const clients = placedClients(definition).map(({ value, path }) => ({
      name: shown(value.name),
      address: value.ipAddress,
      path: [...path, 'ipAddress'],
    }));
    const all = [...local, ...azure, ...clients];
    for (const { name, address, path } of all.filter(({ address }) => isAddress(address))) {
      const special = ranges.find(({ prefix }) => prefixContains(prefix, address));
      if (!special) continue;
      yield {
        path,
        message: `${name} has the address ${address}, which is ${special.what}.`,
        advice: 'Use the address of a single node.',
      };
    }
  },
};

const ranges = [
  { prefix: '0.0.0.0/8', what: 'no destination' },
  { prefix: '127.0.0.0/8', what: 'a loopback address, which no other node can reach' },
  { prefix: '224.0.0.0/4', what: 'a multicast address' },
  { prefix: '240.0.0.0/4', what: 'reserved' },
];
