import { isAddress } from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import { skuNamed, smallestFullSku } from '../../azure/skus.ts';
import { named, placedClients, placedGateways, placedLocalGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const basicPointToSite: Rule = {
  name: 'basic-sku-point-to-site',
  severity: 'error',
  source: "Gateway SKU table: the SKU Basic has no point-to-site with IKEv2. Azure's own code is not known.",
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const sku = skuNamed(value.sku);
      if (!sku || sku.ikev2Clients || !value.vpnClientConfiguration) continue;
      yield {
        path: [...path, 'vpnClientConfiguration'],
        basis: [[...path, 'sku']],
        message: `${shown(value.name)} has point-to-site with IKEv2, but the SKU ${sku.name} supports only SSTP.`,
        advice: `Use ${smallestFullSku} or larger.`,
      };
    }
  },
};

export const clientWithoutPointToSite: Rule = {
  name: 'vpn-client-without-point-to-site',
  severity: 'error',
  source: 'A gateway accepts clients only with a vpnClientConfiguration.',
  *check(definition) {
    const gateways = placedGateways(definition);
    for (const { value, path } of placedClients(definition)) {
      const gateway = named(gateways, value.virtualNetworkGateway);
      if (!gateway || gateway.value.vpnClientConfiguration) continue;
      yield {
        path: [...path, 'virtualNetworkGateway'],
        basis: [[...gateway.path, 'vpnClientConfiguration']],
        message: `${shown(value.name)} connects to ${shown(gateway.value.name)}, which has no vpnClientConfiguration.`,
        advice: `Give ${shown(gateway.value.name)} a vpnClientConfiguration with a vpnClientAddressPool.`,
      };
    }
  },
};

export const pointToSiteWithoutClient: Rule = {
  name: 'point-to-site-without-clients',
  severity: 'warning',
  source: 'Point-to-site without clients shows nothing.',
  *check(definition) {
    const gateways = placedGateways(definition);
    const clients = placedClients(definition);
    // A gateway that seems to have no clients may be one whose name was mistyped.
    if (!clients.every(({ value }) => named(gateways, value.virtualNetworkGateway))) return;
    for (const { value, path } of gateways) {
      const isUsed = clients.some((client) => client.value.virtualNetworkGateway === value.name);
      if (!value.vpnClientConfiguration || isUsed) continue;
      yield {
        path: [...path, 'vpnClientConfiguration'],
        basis: [['vpnClients']],
        message: `${shown(value.name)} has point-to-site, but no client of this lab connects to it.`,
        advice: 'Add one to vpnClients, to see what a failover does to it.',
      };
    }
  },
};

export const clientAtDevice: Rule = {
  name: 'vpn-client-at-device-address',
  severity: 'error',
  source:
    "VPN Gateway FAQ: a client cannot connect with IKEv2 from the public IP address of a site-to-site device. Azure's own code is not known.",
  *check(definition) {
    for (const { value, path } of placedClients(definition)) {
      const device = placedLocalGateways(definition).find(
        (local) => isAddress(value.ipAddress) && local.value.gatewayIpAddress === value.ipAddress,
      );
      if (!device) continue;
      yield {
        path: [...path, 'ipAddress'],
        basis: [[...device.path, 'gatewayIpAddress']],
        message: `${shown(value.name)} connects from ${value.ipAddress}, the gateway IP address of ${shown(device.value.name)}: Azure would mistake its IKEv2 for that of the device.`,
        advice: 'Give the client another public address, or leave it out.',
      };
    }
  },
};
