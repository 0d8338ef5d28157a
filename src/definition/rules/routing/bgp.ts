import { shown } from '../../../base/quote.ts';
import { skuNamed, smallestFullSku } from '../../azure/skus.ts';
import { localNetworkGatewaysOf } from '../../device-lines.ts';
import { ends, needsBgp } from '../connections/ends.ts';
import { placedSites } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const bgpRequired: Rule = {
  name: 'bgp-required-for-several-devices',
  severity: 'error',
  source: 'Article, "Multiple on-premises VPN devices", 3.',
  *check(definition) {
    for (const { value: site } of placedSites(definition).filter(({ value }) => value.devices.length > 1)) {
      const gateways = new Set(site.devices.flatMap(localNetworkGatewaysOf));
      for (const { connection, gateway, local } of ends(definition)) {
        // If the gateway is unknown, it is also unknown whether the connection has BGP.
        if (!gateway || !local || connection.value.enableBgp || !gateways.has(local.value.name)) continue;
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
          skuNamed(gateway.value.sku)?.bgp === false
            ? `Use ${smallestFullSku} or larger: the SKU ${gateway.value.sku} does not support BGP.`
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
  source:
    'API of connections: enableBgp is false unless it is set. BGP must be switched on for each connection, which is often forgotten.',
  *check(definition) {
    for (const { connection, gateway, local } of ends(definition)) {
      if (connection.value.enableBgp || !gateway?.value.enableBgp || !local?.value.bgpSettings) continue;
      if (needsBgp(definition, local.value)) continue;
      yield {
        path: [...connection.path, 'enableBgp'],
        message: `${shown(gateway.value.name)} and ${shown(local.value.name)} both have BGP, but ${shown(connection.value.name)} between them does not. No routes are exchanged; only static ones are used.`,
        advice: 'Set enableBgp: true on the connection.',
      };
    }
  },
};
