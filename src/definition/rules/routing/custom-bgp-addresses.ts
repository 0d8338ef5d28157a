import { isAddress, isBetween } from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import { azureBgp, isApipa } from '../../azure/bgp.ts';
import { factText } from '../../azure/fact.ts';
import type { LocalNetworkGateway } from '../../definition.ts';
import { ends, tunnelEnds } from '../connections/ends.ts';
import { placedCustomAddresses, placedGateways, placedLocalGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';

const { customAddresses: ofGateways, deviceCustomAddresses: ofDevices } = azureBgp;
const usable = '169.254.21.x or 169.254.22.x';

export const apipaOutOfRange: Rule = {
  name: 'apipa-address-out-of-range',
  severity: 'error',
  source: `${ofGateways.source}: custom BGP addresses of a gateway are in ${factText(ofGateways)}, APIPA addresses of a device in ${factText(ofDevices)}.`,
  *check(definition) {
    for (const gateway of placedGateways(definition)) {
      for (const { value, path } of placedCustomAddresses(gateway)) {
        if (!isAddress(value) || isBetween(value, ofGateways.first, ofGateways.last)) continue;
        yield {
          path,
          message: `${shown(gateway.value.name)} has the custom BGP address ${value}; Azure accepts ${factText(ofGateways)}.`,
          advice: `Choose an address of ${usable} that no device has.`,
        };
      }
    }
    for (const { value, path } of placedLocalGateways(definition)) {
      const address = value.bgpSettings?.bgpPeeringAddress ?? '';
      if (!isApipa(address) || isBetween(address, ofDevices.first, ofDevices.last)) continue;
      yield {
        path: [...path, 'bgpSettings', 'bgpPeeringAddress'],
        message: `${shown(value.name)} has the BGP peer IP address ${address}; APIPA addresses of devices are ${factText(ofDevices)}.`,
        advice: `Choose an address of ${usable} that no gateway has.`,
      };
    }
  },
};

export const customCount: Rule = {
  name: 'custom-bgp-address-for-each-instance',
  severity: 'error',
  source:
    'Configure BGP for VPN Gateway: an active-active gateway needs an APIPA address for each of its instances, and may have several.',
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const { customBgpIpAddresses, ipConfigurationNames } = value.bgpSettings;
      const { length } = customBgpIpAddresses;
      const expected = tunnelEnds(value);
      if (length === 0) continue;
      if (ipConfigurationNames) {
        const without = customBgpIpAddresses.findIndex((addresses) => addresses.length === 0);
        if (without < 0 || without >= expected) continue;
        yield {
          path: [...path, 'bgpSettings', 'bgpPeeringAddresses', without],
          basis: [[...path, 'activeActive']],
          message: `${shown(value.name)} is active-active, and its IP configuration ${shown(ipConfigurationNames[without] ?? '')} has no custom BGP address, while the other one has.`,
          advice: `Give each of the two at least one: customBgpIpAddresses with an address of ${usable}.`,
        };
        continue;
      }
      if (length === expected) continue;
      yield {
        path: [...path, 'bgpSettings', 'customBgpIpAddresses'],
        basis: [[...path, 'activeActive']],
        message: value.activeActive
          ? `${shown(value.name)} is active-active and has ${length} custom BGP address; it needs two, one for each instance.`
          : `${shown(value.name)} is active-standby and has ${length} custom BGP addresses; it has one, which moves from instance to instance.`,
        advice: value.activeActive
          ? 'List two, in the order of the instances: one of 169.254.21.x and one of 169.254.22.x. For several an instance, write bgpPeeringAddresses as objects.'
          : 'List one address, set activeActive: true, or write bgpPeeringAddresses as an object with several customBgpIpAddresses.',
      };
    }
  },
};

export const customMissing: Rule = {
  name: 'custom-bgp-address-missing',
  severity: 'error',
  source:
    'Configure BGP for VPN Gateway: a gateway reaches the APIPA address of a device from its own APIPA address.',
  *check(definition) {
    for (const { connection, gateway, local } of ends(definition)) {
      if (!gateway || !local || !connection.value.enableBgp || !isApipaPeer(local.value)) continue;
      if (gateway.value.bgpSettings.customBgpIpAddresses.length > 0) continue;
      yield {
        path: [...local.path, 'bgpSettings', 'bgpPeeringAddress'],
        basis: [
          [...connection.path, 'enableBgp'],
          [...gateway.path, 'bgpSettings', 'customBgpIpAddresses'],
        ],
        message: `${shown(local.value.name)} has the APIPA address ${local.value.bgpSettings?.bgpPeeringAddress} as BGP peer IP address, but ${shown(gateway.value.name)} has no APIPA address to reach it from.`,
        advice: `Give ${shown(gateway.value.name)} bgpSettings.customBgpIpAddresses, ${gateway.value.activeActive ? 'one for each instance' : 'a single one'}, of ${usable}.`,
      };
    }
  },
};

export const customUnused: Rule = {
  name: 'custom-bgp-address-unused',
  severity: 'warning',
  source: 'Configure BGP for VPN Gateway: a gateway uses its APIPA addresses towards devices that have one.',
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const own = ends(definition).filter(({ gateway }) => gateway?.value === value);
      const locals = own.flatMap(({ local }) => (local ? [local] : []));
      if (value.bgpSettings.customBgpIpAddresses.length === 0 || own.length === 0) continue;
      if (locals.some((local) => isApipaPeer(local.value))) continue;
      yield {
        path: [...path, 'bgpSettings', 'customBgpIpAddresses'],
        basis: [
          ...own.map(({ connection }) => [...connection.path, 'localNetworkGateway2']),
          ...locals.map((local) => [...local.path, 'bgpSettings']),
        ],
        message: `${shown(value.name)} has custom BGP addresses, but no device that it is connected to has an APIPA address, so they are not used.`,
        advice: 'Give the device a bgpPeeringAddress of 169.254.x.x, or leave customBgpIpAddresses out.',
      };
    }
  },
};

const isApipaPeer = ({ bgpSettings }: LocalNetworkGateway) => isApipa(bgpSettings?.bgpPeeringAddress ?? '');
