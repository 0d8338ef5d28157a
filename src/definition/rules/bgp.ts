import type { Connection, Definition, LocalNetworkGateway, VirtualNetworkGateway } from '../definition.ts';
import { shown } from '../quote.ts';
import {
  named,
  type Placed,
  placedConnections,
  placedGateways,
  placedLocalGateways,
  placedSites,
} from './placed.ts';
import type { Rule } from './rule.ts';

export const bgpRequired: Rule = {
  name: 'bgp-required-for-several-devices',
  severity: 'error',
  source: 'Article, "Multiple on-premises VPN devices", 3.',
  *check(definition) {
    for (const { value: site } of placedSites(definition).filter(({ value }) => value.devices.length > 1)) {
      const gateways = new Set(site.devices.map((device) => device.localNetworkGateway));
      for (const { connection, local } of ends(definition)) {
        if (!local || connection.value.enableBgp || !gateways.has(local.value.name)) continue;
        yield {
          path: [...connection.path, 'enableBgp'],
          basis: [[...local.path, 'bgpSettings']],
          message: `${shown(connection.value.name)} has no BGP, but leads to ${shown(site.name)}, which has ${site.devices.length} devices.`,
          advice: local.value.bgpSettings
            ? 'Set enableBgp: true on the connection: BGP is required for several devices of one site (article, "Multiple on-premises VPN devices", 3).'
            : `Give ${shown(local.value.name)} bgpSettings with asn and bgpPeeringAddress: BGP is required for several devices of one site (article, "Multiple on-premises VPN devices", 3).`,
        };
      }
    }
  },
};

export const bgpDisabledAtGateway: Rule = {
  name: 'bgp-disabled-at-gateway',
  severity: 'error',
  source: 'BGP on a connection needs BGP on its gateway.',
  *check(definition) {
    for (const { connection, gateway } of ends(definition)) {
      if (!gateway || !connection.value.enableBgp || gateway.value.enableBgp) continue;
      yield {
        path: [...connection.path, 'enableBgp'],
        basis: [
          [...gateway.path, 'enableBgp'],
          [...gateway.path, 'sku'],
        ],
        message: `${shown(connection.value.name)} has BGP, but its gateway ${shown(gateway.value.name)} does not.`,
        advice:
          gateway.value.sku === 'Basic'
            ? 'Use VpnGw1AZ or larger: the SKU Basic does not support BGP.'
            : `Set enableBgp: true on ${shown(gateway.value.name)}, or leave it out.`,
      };
    }
  },
};

export const bgpSettingsMissing: Rule = {
  name: 'bgp-settings-missing',
  severity: 'error',
  source: 'BGP on a connection needs the ASN and the BGP peer IP address of the device.',
  *check(definition) {
    for (const { connection, local } of ends(definition)) {
      if (!local || !connection.value.enableBgp || local.value.bgpSettings) continue;
      yield {
        path: [...connection.path, 'enableBgp'],
        basis: [[...local.path, 'bgpSettings']],
        message: `${shown(connection.value.name)} has BGP, but its local network gateway ${shown(local.value.name)} has no bgpSettings.`,
        advice: `Give ${shown(local.value.name)} bgpSettings with the asn and bgpPeeringAddress of its device.`,
      };
    }
  },
};

export const bgpOffAtConnection: Rule = {
  name: 'bgp-off-at-connection',
  severity: 'warning',
  source: 'BGP is switched on for each connection by itself; a common oversight.',
  *check(definition) {
    for (const { connection, gateway, local } of ends(definition)) {
      if (connection.value.enableBgp || !gateway?.value.enableBgp || !local?.value.bgpSettings) continue;
      if (needsBgp(definition, local.value)) continue;
      yield {
        path: [...connection.path, 'enableBgp'],
        message: `${shown(gateway.value.name)} and ${shown(local.value.name)} both have BGP, but ${shown(connection.value.name)} between them does not: no routes are exchanged, and only static ones are used.`,
        advice: 'Set enableBgp: true on the connection.',
      };
    }
  },
};

export const noRoutes: Rule = {
  name: 'no-routes-to-site',
  severity: 'error',
  source: 'Without BGP, the address space of the local network gateway is all that Azure knows of the site.',
  *check(definition) {
    for (const { connection, local } of ends(definition)) {
      if (!local || connection.value.enableBgp) continue;
      if (
        local.value.localNetworkAddressSpace.addressPrefixes.length > 0 ||
        needsBgp(definition, local.value)
      )
        continue;
      yield {
        path: [...local.path, 'localNetworkAddressSpace'],
        basis: [
          [...connection.path, 'enableBgp'],
          [...local.path, 'bgpSettings'],
        ],
        message: `${shown(local.value.name)} has no address prefixes, and ${shown(connection.value.name)} has no BGP to learn them by.`,
        advice:
          'Switch BGP on, or list the prefixes of the site in localNetworkAddressSpace.addressPrefixes.',
      };
    }
  },
};

/** Whether the device is one of several of its site: BGP is then required, and nothing less is worth discussing. */
export function needsBgp(definition: Definition, local: LocalNetworkGateway): boolean {
  return definition.sites.some(
    ({ devices }) =>
      devices.length > 1 && devices.some((device) => device.localNetworkGateway === local.name),
  );
}

interface Ends {
  readonly connection: Placed<Connection>;
  readonly gateway: Placed<VirtualNetworkGateway> | undefined;
  readonly local: Placed<LocalNetworkGateway> | undefined;
}

/** Each connection, with what is known of its two ends. */
export function ends(definition: Definition): Ends[] {
  const gateways = placedGateways(definition);
  const localGateways = placedLocalGateways(definition);
  return placedConnections(definition).map((connection) => ({
    connection,
    gateway: named(gateways, connection.value.virtualNetworkGateway1),
    local: named(localGateways, connection.value.localNetworkGateway2),
  }));
}
