import { shown } from '../../../base/quote.ts';
import { placedConnections, placedGateways, placedLocalGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { areAllEndsKnown, endPaths } from './ends.ts';

export const dpdTimeout: Rule = {
  name: 'dpd-timeout-out-of-range',
  severity: 'error',
  source: 'VPN Gateway FAQ: 9 to 3600 seconds.',
  *check(definition) {
    for (const { value, path } of placedConnections(definition)) {
      const { dpdTimeoutSeconds: timeout } = value;
      if (timeout === undefined || (timeout >= 9 && timeout <= 3600)) continue;
      yield {
        path: [...path, 'dpdTimeoutSeconds'],
        message: `${shown(value.name)} has a DPD timeout of ${timeout} seconds; Azure accepts 9 to 3600.`,
        advice: 'Microsoft recommends 30 to 45 seconds. Leave it out for the default of the profile.',
      };
    }
  },
};

export const dpdTimeoutShort: Rule = {
  name: 'dpd-timeout-below-recommendation',
  severity: 'warning',
  source: 'VPN Gateway FAQ: 30 to 45 seconds are recommended; shorter ones rekey more aggressively.',
  *check(definition) {
    for (const { value, path } of placedConnections(definition)) {
      const { dpdTimeoutSeconds: timeout } = value;
      if (timeout === undefined || timeout < 9 || timeout >= 30) continue;
      yield {
        path: [...path, 'dpdTimeoutSeconds'],
        message: `${shown(value.name)} has a DPD timeout of ${timeout} seconds; below 30 Azure may take a slow connection for a dead one and disconnect it.`,
        advice: 'Microsoft recommends 30 to 45 seconds.',
      };
    }
  },
};

export const unconnected: Rule = {
  name: 'gateway-without-connection',
  severity: 'warning',
  source: 'Without a connection there is no tunnel, unless a client brings it.',
  *check(definition) {
    if (!areAllEndsKnown(definition)) return;
    const used = new Set([
      ...definition.connections.flatMap((connection) => [
        connection.virtualNetworkGateway1,
        connection.localNetworkGateway2 ?? connection.virtualNetworkGateway2,
      ]),
      ...definition.vpnClients.map((client) => client.virtualNetworkGateway),
    ]);
    for (const { value, path } of [...placedGateways(definition), ...placedLocalGateways(definition)]) {
      if (value.name === '' || used.has(value.name)) continue;
      yield {
        path: [...path, 'name'],
        basis: [...endPaths(definition), ['vpnClients']],
        message: `No connection leads to or from ${shown(value.name)}: it will have no tunnel.`,
        advice: 'Add a connection, or remove it.',
      };
    }
  },
};
