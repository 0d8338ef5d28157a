import { nearest } from '../../../base/nearest.ts';
import { quote, shown } from '../../../base/quote.ts';
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
      if (tunnelLimit.has(value.sku)) continue;
      const skus = [...tunnelLimit.keys()];
      const meant = nearest(value.sku, skus);
      yield {
        path: [...path, 'sku'],
        message: `${shown(value.name)} has the SKU ${quote(value.sku)}, which does not exist.`,
        advice: meant ? `Did you mean ${meant}?` : `Use one of ${skus.join(', ')}.`,
      };
    }
  },
};

export const basicWithBgp: Rule = {
  name: 'BasicSkuVirtualNetworkGatewayDoesNotSupportBgp',
  severity: 'error',
  source: "Azure's code (Azure-Landing-Zones#3760); it comes even without BGP if there are bgpSettings.",
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      if (value.sku !== 'Basic' || !(value.enableBgp || hasBgpSettings(value))) continue;
      yield {
        path: [...path, value.enableBgp ? 'enableBgp' : 'bgpSettings'],
        basis: [[...path, 'sku']],
        message: value.enableBgp
          ? `${shown(value.name)} has BGP, which the SKU Basic does not support.`
          : `${shown(value.name)} has bgpSettings, which Azure refuses for the SKU Basic even without BGP.`,
        advice: value.enableBgp
          ? 'Use VpnGw1AZ or larger, or set enableBgp: false.'
          : 'Use VpnGw1AZ or larger, or leave bgpSettings out.',
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
      if (value.sku !== 'Basic' || !value.activeActive) continue;
      yield {
        path: [...path, 'activeActive'],
        basis: [[...path, 'sku']],
        message: `${shown(value.name)} is active-active, which the SKU Basic does not support.`,
        advice: 'Use VpnGw1AZ or larger, or set activeActive: false.',
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
        message: `${shown(gateway.name)} has ${connections} connections; the SKU ${shown(gateway.sku)} allows ${limit} tunnels.`,
        advice: lessLoad(limit),
      };
    }
  },
};

export const tooManyTunnels: Rule = {
  name: 'too-many-tunnels-for-sku',
  severity: 'warning',
  source:
    'VPN Gateway FAQ: redundant tunnels to one site count each. The article counts connections, so this is a warning.',
  *check(definition) {
    for (const { gateway, path, limit, connections, tunnels } of loads(definition)) {
      if (connections > limit || tunnels <= limit) continue;
      yield {
        path: [...path, 'sku'],
        basis: [['connections'], ...actives(definition)],
        message: `${shown(gateway.name)} has ${tunnels} tunnels in ${connections} connections; the SKU ${shown(gateway.sku)} allows ${limit}, and Azure may count each of them.`,
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
      if (!/^VpnGw[1-5]$/.test(value.sku)) continue;
      yield {
        path: [...path, 'sku'],
        message: `${shown(value.name)} has the SKU ${value.sku}, which Azure no longer creates and migrates to ${value.sku}AZ.`,
        advice: `Use ${value.sku}AZ: its two instances are in different availability zones.`,
      };
    }
  },
};

/** Site-to-site and VNet-to-VNet tunnels that each SKU allows (gateway SKU table, 06/2026). */
const tunnelLimit: ReadonlyMap<string, number> = new Map([
  ['Basic', 10],
  ...['VpnGw1', 'VpnGw2', 'VpnGw3', 'VpnGw1AZ', 'VpnGw2AZ', 'VpnGw3AZ'].map((sku) => [sku, 30] as const),
  ...['VpnGw4', 'VpnGw5', 'VpnGw4AZ', 'VpnGw5AZ'].map((sku) => [sku, 100] as const),
]);

/** Whether they were written, as far as that can be seen: the default ASN is everybody's. */
const hasBgpSettings = ({ bgpSettings }: VirtualNetworkGateway) =>
  bgpSettings.asn !== 65515 || bgpSettings.customBgpIpAddresses.length > 0;

const lessLoad = (limit: number) =>
  limit < mostTunnels
    ? 'Use a larger SKU (Basic: 10, VpnGw1 to 3: 30, VpnGw4 and 5: 100) or fewer connections.'
    : 'Use fewer connections; Azure recommends Virtual WAN for more than 100 tunnels.';

const mostTunnels = Math.max(...tunnelLimit.values());

/** How many connections and tunnels each gateway has. The connection back of another gateway is that one's. */
function loads(definition: Definition) {
  const all = ends(definition);
  return placedGateways(definition).flatMap(({ value: gateway, path }) => {
    const limit = tunnelLimit.get(gateway.sku);
    const own = all.filter(({ connection }) => connection.value.virtualNetworkGateway1 === gateway.name);
    const tunnels = own
      .map(({ remote }) => tunnelEnds(gateway) * (remote ? tunnelEnds(remote.value) : 1))
      .reduce((sum, count) => sum + count, 0);
    return limit === undefined ? [] : [{ gateway, path, limit, connections: own.length, tunnels }];
  });
}

const actives = (definition: Definition) =>
  placedGateways(definition).map(({ path }) => [...path, 'activeActive']);
