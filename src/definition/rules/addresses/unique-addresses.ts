import { isAddress } from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import { placedLocalGateways, repetitions } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { addresses, clientPublic, deviceBgp, devicePublic } from './owned-addresses.ts';

export const duplicateGatewayIpAddress: Rule = {
  name: 'duplicate-gateway-ip-address',
  severity: 'error',
  source: 'Article, "Multiple on-premises VPN devices", 2. Azure\'s own code for it is not known.',
  *check(definition) {
    const gateways = placedLocalGateways(definition);
    for (const { first, again } of repetitions(gateways, ({ value }) => known(value.gatewayIpAddress))) {
      yield {
        path: [...again.path, 'gatewayIpAddress'],
        basis: [[...first.path, 'gatewayIpAddress']],
        message: `${shown(first.value.name)} and ${shown(again.value.name)} both have the gateway IP address ${again.value.gatewayIpAddress}.`,
        advice:
          'Give each local network gateway the public address of its own device (article, "Multiple on-premises VPN devices", 2).',
      };
    }
  },
};

export const duplicateBgpPeeringAddress: Rule = {
  name: 'duplicate-bgp-peering-address',
  severity: 'error',
  source: 'Article, "Multiple on-premises VPN devices", 3. Azure\'s own code for it is not known.',
  *check(definition) {
    const gateways = placedLocalGateways(definition);
    const addressOf = ({ value }: (typeof gateways)[number]) => known(value.bgpSettings?.bgpPeeringAddress);
    for (const { first, again } of repetitions(gateways, addressOf)) {
      yield {
        path: [...again.path, 'bgpSettings', 'bgpPeeringAddress'],
        basis: [[...first.path, 'bgpSettings', 'bgpPeeringAddress']],
        message: `${shown(first.value.name)} and ${shown(again.value.name)} both have the BGP peer IP address ${addressOf(again)}.`,
        advice:
          'Give each local network gateway the BGP address of its own device (article, "Multiple on-premises VPN devices", 3).',
      };
    }
  },
};

export const duplicateAddress: Rule = {
  name: 'duplicate-address',
  severity: 'error',
  source: 'An address belongs to one node.',
  *check(definition) {
    for (const { first, again } of repetitions(addresses(definition), ({ address }) => known(address))) {
      // These two have their own rules, which explain more.
      if (first.what === again.what && (first.what === devicePublic || first.what === deviceBgp)) continue;
      // So do these.
      if (first.owner === again.owner && first.what === devicePublic && again.what === deviceBgp) continue;
      if (first.what === devicePublic && again.what === clientPublic) continue;
      yield {
        path: again.path,
        basis: [first.path],
        message: `${again.address} is both the ${first.what} of ${first.owner} and the ${again.what} of ${again.owner}.`,
        advice: 'Give each of them an address of its own.',
      };
    }
  },
};

const known = (address: string | undefined) =>
  address !== undefined && isAddress(address) ? address : undefined;
