import { listed } from '../../../base/listed.ts';
import { shown } from '../../../base/quote.ts';
import { zones as azureZones } from '../../azure/instances.ts';
import { skuNamed } from '../../azure/skus.ts';
import { placed, placedGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const zonesDiffer: Rule = {
  name: 'ActiveActiveGatewayPublicIPAddressesDiffersInSkuOrZones',
  severity: 'error',
  source: "Azure's code (terraform-azurerm-caf-enterprise-scale#940).",
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const [first, ...others] = placed(value.publicIPAddresses, [...path, 'publicIPAddresses']);
      if (!first || !value.activeActive) continue;
      const other = others.find((one) => zoneText(one.value.zones) !== zoneText(first.value.zones));
      if (!other) continue;
      yield {
        path: other.path,
        basis: [first.path, [...path, 'activeActive']],
        message: `${shown(first.value.name)} has ${zoneText(first.value.zones)}, and ${shown(other.value.name)} of the same gateway ${zoneText(other.value.zones)}.`,
        advice: 'Give all public IP addresses of an active-active gateway the same zones.',
      };
    }
  },
};

const zoneText = (zones: readonly string[] | undefined): string =>
  zones === undefined ? 'no zones of its own' : `the zones ${listed([...zones].sort())}`;

export const zonesMissing: Rule = {
  name: 'VmssVpnGatewayPublicIpsMustHaveZonesConfigured',
  severity: 'error',
  source: "Azure's code (ResourceModules#2609): the public IP addresses of a SKU with AZ have zones.",
  *check(definition) {
    for (const { value: gateway, path } of placedGateways(definition)) {
      if (!skuNamed(gateway.sku)?.zoneRedundant) continue;
      for (const { value, path: place } of placed(gateway.publicIPAddresses, [
        ...path,
        'publicIPAddresses',
      ])) {
        if (value.zones?.length !== 0) continue;
        yield {
          path: [...place, 'zones'],
          basis: [[...path, 'sku']],
          message: `${shown(value.name)} has no zones, but the SKU ${gateway.sku} of ${shown(gateway.name)} needs them.`,
          advice: `Write zones: [${azureZones.map((one) => `'${one}'`).join(', ')}], or leave zones out.`,
        };
      }
    }
  },
};

export const zonesOfRegionalSku: Rule = {
  name: 'zones-with-regional-sku',
  severity: 'error',
  source:
    'Azure: "Standard Public IPs associated with VPN gateways with non-AZ VPN skus cannot have zones configured" (hub-and-spoke-playground#20). Azure\'s own code is not known.',
  *check(definition) {
    for (const { value: gateway, path } of placedGateways(definition)) {
      if (skuNamed(gateway.sku)?.zoneRedundant !== false) continue;
      for (const { value, path: place } of placed(gateway.publicIPAddresses, [
        ...path,
        'publicIPAddresses',
      ])) {
        if (!value.zones || value.zones.length === 0) continue;
        yield {
          path: [...place, 'zones'],
          basis: [[...path, 'sku']],
          message: `${shown(value.name)} has zones, but the SKU ${gateway.sku} of ${shown(gateway.name)} is regional.`,
          advice: `Use the SKU ${gateway.sku}AZ, or leave zones out.`,
        };
      }
    }
  },
};

export const zonalGateway: Rule = {
  name: 'both-instances-in-one-zone',
  severity: 'warning',
  source:
    'About zone-redundant virtual network gateways: with a public IP address of one zone, all instances of the gateway are in that zone.',
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const [zone, ...others] = value.publicIPAddresses[0]?.zones ?? [];
      if (zone === undefined || others.length > 0 || !skuNamed(value.sku)?.zoneRedundant) continue;
      yield {
        path: [...path, 'publicIPAddresses'],
        basis: [[...path, 'sku']],
        message: `${shown(value.name)} is zonal: both of its instances are in zone ${zone}, and fail with it.`,
        advice: `Write zones: [${azureZones.map((one) => `'${one}'`).join(', ')}] to have them in different zones, as they are by default.`,
      };
    }
  },
};
