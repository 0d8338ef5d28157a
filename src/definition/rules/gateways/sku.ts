import { counted } from '../../../base/counted.ts';
import { nearest } from '../../../base/nearest.ts';
import { quote, shown } from '../../../base/quote.ts';
import { azureBgp } from '../../azure/bgp.ts';
import { skuNamed, skus, smallestFullSku } from '../../azure/skus.ts';
import type { Definition, VirtualNetworkGateway } from '../../definition.ts';
import { ends, tunnelEnds } from '../connections/ends.ts';
import { placedGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const unknownSku: Rule = {
  name: 'InvalidGatewaySize',
  severity: 'error',
  source: 'Azure\'s code: "The specified gateway size is not valid" (terraform-provider-azurerm#8132).',
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      if (skuNamed(value.sku)) continue;
      const names = skus.map(({ name }) => name);
      const meant = nearest(value.sku, names);
      yield {
        path: [...path, 'sku'],
        message: `${shown(value.name)} has the SKU ${quote(value.sku)}, which does not exist.`,
        advice: meant ? `Did you mean ${meant}?` : `Use one of ${names.join(', ')}.`,
      };
    }
  },
};

export const basicWithBgp: Rule = {
  name: 'BasicSkuVirtualNetworkGatewayDoesNotSupportBgp',
  severity: 'error',
  source:
    "Azure's code (Azure-Landing-Zones#3760); Azure returns it even without BGP if there are bgpSettings.",
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const sku = skuNamed(value.sku);
      if (!sku || sku.bgp || !(value.enableBgp || hasBgpSettings(value))) continue;
      yield {
        path: [...path, value.enableBgp ? 'enableBgp' : 'bgpSettings'],
        basis: [[...path, 'sku']],
        message: value.enableBgp
          ? `${shown(value.name)} has BGP, which the SKU ${sku.name} does not support.`
          : `${shown(value.name)} has bgpSettings, which Azure refuses for the SKU ${sku.name} even without BGP.`,
        advice: value.enableBgp
          ? `Use ${smallestFullSku} or larger, or set enableBgp: false.`
          : `Use ${smallestFullSku} or larger, or leave bgpSettings out.`,
      };
    }
  },
};

export const basicActiveActive: Rule = {
  name: 'basic-sku-active-active',
  severity: 'error',
  source: "About active-active gateways: every SKU except Basic. Azure's own code is not known.",
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const sku = skuNamed(value.sku);
      if (!sku || sku.activeActive || !value.activeActive) continue;
      yield {
        path: [...path, 'activeActive'],
        basis: [[...path, 'sku']],
        message: `${shown(value.name)} is active-active, which the SKU ${sku.name} does not support.`,
        advice: `Use ${smallestFullSku} or larger, or set activeActive: false.`,
      };
    }
  },
};

export const tooManyConnections: Rule = {
  name: 'too-many-connections-for-sku',
  severity: 'error',
  source:
    'Article, "Multiple on-premises VPN devices", 6: each connection counts against the maximum number of tunnels of the SKU.',
  *check(definition) {
    for (const { gateway, path, limit, connections } of loads(definition)) {
      if (connections <= limit) continue;
      yield {
        path: [...path, 'sku'],
        basis: [['connections']],
        message: `${shown(gateway.name)} has ${counted(connections, 'connection')}; the SKU ${shown(gateway.sku)} allows ${counted(limit, 'tunnel')}.`,
        advice: lessLoad(limit),
      };
    }
  },
};

export const tooManyTunnels: Rule = {
  name: 'too-many-tunnels-for-sku',
  severity: 'warning',
  source:
    'VPN Gateway FAQ: each redundant tunnel to a site counts. The article counts connections, so this is a warning.',
  *check(definition) {
    for (const { gateway, path, limit, connections, tunnels } of loads(definition)) {
      if (connections > limit || tunnels <= limit) continue;
      yield {
        path: [...path, 'sku'],
        basis: [['connections'], ...actives(definition)],
        message: `${shown(gateway.name)} has ${counted(tunnels, 'tunnel')} in ${counted(connections, 'connection')}; the SKU ${shown(gateway.sku)} allows ${limit}, and Azure may count each of them.`,
        advice: lessLoad(limit),
      };
    }
  },
};

export const retiredSku: Rule = {
  name: 'retired-sku',
  severity: 'warning',
  source:
    'Gateway SKU consolidation: VpnGw1 to VpnGw5 without zones can no longer be created and are migrated.',
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const migratedTo = skuNamed(value.sku)?.migratedTo;
      if (migratedTo === undefined) continue;
      yield {
        path: [...path, 'sku'],
        message: `${shown(value.name)} has the SKU ${value.sku}, which Azure no longer creates and migrates to ${migratedTo}.`,
        advice: `Use ${migratedTo}: its two instances are in different availability zones.`,
      };
    }
  },
};

/** Whether bgpSettings were written, as far as can be seen: every gateway has the default ASN. */
const hasBgpSettings = ({ bgpSettings }: VirtualNetworkGateway) =>
  bgpSettings.asn !== azureBgp.defaultAsn.value || bgpSettings.customBgpIpAddresses.length > 0;

function lessLoad(limit: number): string {
  const larger = skus.filter(({ tunnels, migratedTo }) => tunnels > limit && migratedTo === undefined);
  if (larger.length === 0) {
    return `Use fewer connections; Azure recommends Virtual WAN for more than ${limit} tunnels.`;
  }
  const choices = larger.map(({ name, tunnels }) => `${name}: ${tunnels}`).join(', ');
  return `Use a larger SKU (${choices}) or fewer connections.`;
}

/** How many connections and tunnels each gateway has. The connection back belongs to the other gateway. */
function loads(definition: Definition) {
  const all = ends(definition);
  return placedGateways(definition).flatMap(({ value: gateway, path }) => {
    const limit = skuNamed(gateway.sku)?.tunnels;
    const own = all.filter(({ connection }) => connection.value.virtualNetworkGateway1 === gateway.name);
    const tunnels = own
      .map(({ remote }) => tunnelEnds(gateway) * (remote ? tunnelEnds(remote.value) : 1))
      .reduce((sum, count) => sum + count, 0);
    return limit === undefined ? [] : [{ gateway, path, limit, connections: own.length, tunnels }];
  });
}

const actives = (definition: Definition) =>
  placedGateways(definition).map(({ path }) => [...path, 'activeActive']);
