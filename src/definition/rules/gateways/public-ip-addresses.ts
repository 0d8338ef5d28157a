import { shown } from '../../../base/quote.ts';
import { azureGateways } from '../../azure/gateways.ts';
import { placedGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';

const {
  publicAddresses: one,
  activeActivePublicAddresses: both,
  activeActiveClientPublicAddresses: withClients,
} = azureGateways;

export const activeActiveTwo: Rule = {
  name: 'ActiveActiveGatewayMustHaveExactlyTwoIpConfigurations',
  severity: 'error',
  source: "Azure's code (Azure-Landing-Zones#2674).",
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const { length } = value.publicIPAddresses;
      if (!value.activeActive || value.vpnClientConfiguration || length === 0 || length === both.value)
        continue;
      yield {
        path: [...path, 'publicIPAddresses'],
        basis: [
          [...path, 'activeActive'],
          [...path, 'vpnClientConfiguration'],
        ],
        message: `${shown(value.name)} is active-active and has ${length} public IP ${length === 1 ? 'address' : 'addresses'}; it must have exactly two, one for each instance.`,
        advice: 'List two public IP addresses, or set activeActive: false and list one.',
      };
    }
  },
};

export const activeActivePointToSiteThree: Rule = {
  name: 'ActiveActiveP2SGatewayMustHaveExactlyThreeIpConfigurations',
  severity: 'error',
  source: "Azure's code (Azure-Landing-Zones#506).",
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const { length } = value.publicIPAddresses;
      if (
        !value.activeActive ||
        !value.vpnClientConfiguration ||
        length === 0 ||
        length === withClients.value
      )
        continue;
      yield {
        path: [...path, 'publicIPAddresses'],
        basis: [
          [...path, 'activeActive'],
          [...path, 'vpnClientConfiguration'],
        ],
        message: `${shown(value.name)} is active-active with point-to-site and has ${length} public IP ${length === 1 ? 'address' : 'addresses'}; it must have exactly three, one for each instance and one for the clients.`,
        advice: 'List three public IP addresses; the last one is for the clients.',
      };
    }
  },
};

export const activeStandbyOne: Rule = {
  name: 'active-standby-needs-one-public-ip-address',
  severity: 'error',
  source: 'Article, "About VPN gateway redundancy": one public IP address, which moves to the standby.',
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const { length } = value.publicIPAddresses;
      if (value.activeActive || length <= one.value) continue;
      yield {
        path: [...path, 'publicIPAddresses'],
        basis: [[...path, 'activeActive']],
        message: `${shown(value.name)} is active-standby and has ${length} public IP addresses; it has one, which moves from instance to instance.`,
        advice: 'Set activeActive: true, or list one public IP address.',
      };
    }
  },
};
