import { shown } from '../../../base/quote.ts';
import { placedLocalGateways, repetitions } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const addressOrName: Rule = {
  name: 'gateway-ip-address-or-fqdn',
  severity: 'error',
  source: 'A local network gateway has a gatewayIpAddress or an fqdn (ARM).',
  *check(definition) {
    for (const { value, path } of placedLocalGateways(definition)) {
      if (value.gatewayIpAddress !== '' || value.fqdn !== undefined) continue;
      yield {
        path,
        basis: [
          [...path, 'gatewayIpAddress'],
          [...path, 'fqdn'],
        ],
        message: `${shown(value.name)} has neither a gatewayIpAddress nor an fqdn.`,
        advice: 'Write the public IP address of the device in gatewayIpAddress, or its name in fqdn.',
      };
    }
  },
};

export const nameOfTwoDevices: Rule = {
  name: 'duplicate-fqdn',
  severity: 'error',
  source: 'A name has one address, and each device its own.',
  *check(definition) {
    const gateways = placedLocalGateways(definition);
    for (const { first, again } of repetitions(gateways, ({ value }) => value.fqdn?.toLowerCase())) {
      yield {
        path: [...again.path, 'fqdn'],
        basis: [[...first.path, 'fqdn']],
        message: `${shown(first.value.name)} and ${shown(again.value.name)} both have the fqdn ${again.value.fqdn}.`,
        advice: 'Give each of them the name of its own device.',
      };
    }
  },
};
