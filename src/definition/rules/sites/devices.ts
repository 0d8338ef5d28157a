import { shown } from '../../../base/quote.ts';
import { localNetworkGatewaysOf } from '../../device-lines.ts';
import { placedDevices } from '../connections/ends.ts';
import { named, placedLocalGateways, placedSites, repetitions } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const sharedLocalNetworkGateway: Rule = {
  name: 'local-network-gateway-of-two-devices',
  severity: 'error',
  source: 'Article, "Multiple on-premises VPN devices", 1: one local network gateway for each VPN device.',
  *check(definition) {
    const lines = placedDevices(definition).flatMap(({ value, path }) =>
      localNetworkGatewaysOf(value).map((line) => ({ device: value.name, path, line })),
    );
    for (const { first, again } of repetitions(lines, ({ line }) => line)) {
      const isSame = first.path === again.path;
      yield {
        path: [...again.path, 'localNetworkGateway'],
        basis: [[...first.path, 'localNetworkGateway']],
        message: isSame
          ? `${shown(first.device)} has the local network gateway ${shown(again.line)} twice.`
          : `${shown(first.device)} and ${shown(again.device)} both have the local network gateway ${shown(again.line)}.`,
        advice: isSame
          ? 'Name one local network gateway for each line.'
          : 'Create one local network gateway for each device (article, "Multiple on-premises VPN devices", 1). Two devices that share an address (VRRP) are written as one, with vrrp: true.',
      };
    }
  },
};

export const withoutDevice: Rule = {
  name: 'local-network-gateway-without-device',
  severity: 'error',
  source: 'A local network gateway stands for a device; without one nothing answers at its address.',
  *check(definition) {
    const all = placedDevices(definition);
    // A gateway that seems unused may be one whose name was mistyped.
    const gateways = placedLocalGateways(definition);
    const areAllKnown = all.every(({ value }) =>
      localNetworkGatewaysOf(value).every((line) => named(gateways, line)),
    );
    const used = new Set(all.flatMap(({ value }) => localNetworkGatewaysOf(value)));
    const basis = [
      ...(definition.sites.length === 0 ? [['sites']] : []),
      ...placedSites(definition)
        .filter(({ value }) => value.devices.length === 0)
        .map(({ path }) => [...path, 'devices']),
      ...all.map(({ path }) => [...path, 'localNetworkGateway']),
    ];
    for (const { value, path } of gateways) {
      if (!areAllKnown || value.name === '' || used.has(value.name)) continue;
      yield {
        path: [...path, 'name'],
        basis,
        message: `No device of any site has the local network gateway ${shown(value.name)}.`,
        advice: 'Add a device with this localNetworkGateway to a site.',
      };
    }
  },
};

export const siteWithoutPrefixes: Rule = {
  name: 'site-without-prefixes',
  severity: 'error',
  source: 'A site announces its prefixes, and its hosts have addresses of them.',
  *check(definition) {
    const localGateways = placedLocalGateways(definition).map(({ path }) => [
      ...path,
      'localNetworkAddressSpace',
    ]);
    for (const { value, path } of placedSites(definition)) {
      if (value.addressPrefixes.length > 0) continue;
      yield {
        path: [...path, 'addressPrefixes'],
        basis: [[...path, 'addressPrefixes'], ...localGateways],
        message: `Site ${shown(value.name)} has no address prefixes, and neither do its local network gateways.`,
        advice: 'List the prefixes of the site in addressPrefixes.',
      };
    }
  },
};
