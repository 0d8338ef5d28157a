import { shown } from '../../../base/quote.ts';
import { factText } from '../../azure/fact.ts';
import { azureIpsec } from '../../azure/ipsec.ts';
import { placedConnections, placedGateways, placedLocalGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { areAllEndsKnown, endPaths } from './ends.ts';

const { dpdTimeout: dpd, recommendedDpdTimeout: recommended } = azureIpsec;

const isDpdTimeout = (seconds: number): boolean => seconds >= dpd.least && seconds <= dpd.most;

export const dpdTimeout: Rule = {
  name: 'dpd-timeout-out-of-range',
  severity: 'error',
  source: `${dpd.source}: ${factText(dpd)}.`,
  *check(definition) {
    for (const { value, path } of placedConnections(definition)) {
      const { dpdTimeoutSeconds: timeout } = value;
      if (timeout === undefined || isDpdTimeout(timeout)) continue;
      yield {
        path: [...path, 'dpdTimeoutSeconds'],
        message: `${shown(value.name)} has a DPD timeout of ${timeout} seconds; Azure accepts ${dpd.least} to ${dpd.most}.`,
        advice: `Microsoft recommends ${recommended.least} to ${recommended.most} seconds. Leave it out for the default of the profile.`,
      };
    }
  },
};

export const dpdTimeoutShort: Rule = {
  name: 'dpd-timeout-below-recommendation',
  severity: 'warning',
  source: `${recommended.source}: ${factText(recommended)} are recommended; shorter ones rekey more aggressively.`,
  *check(definition) {
    for (const { value, path } of placedConnections(definition)) {
      const { dpdTimeoutSeconds: timeout } = value;
      if (timeout === undefined || !isDpdTimeout(timeout) || timeout >= recommended.least) continue;
      yield {
        path: [...path, 'dpdTimeoutSeconds'],
        message: `${shown(value.name)} has a DPD timeout of ${timeout} seconds; below ${recommended.least} Azure may mistake a slow connection for a dead one and disconnect it.`,
        advice: `Microsoft recommends ${recommended.least} to ${recommended.most} seconds.`,
      };
    }
  },
};

export const unconnected: Rule = {
  name: 'gateway-without-connection',
  severity: 'warning',
  source: 'A gateway without a connection has no tunnels, except those of its VPN clients.',
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
        message: `No connection leads to or from ${shown(value.name)}, so it will have no tunnel.`,
        advice: 'Add a connection, or remove it.',
      };
    }
  },
};
