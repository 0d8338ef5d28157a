import { shown } from '../quote.ts';
import { ends } from './bgp.ts';
import { placedConnections, placedGateways, placedLocalGateways, repetitions } from './placed.ts';
import type { Rule } from './rule.ts';

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

export const duplicateConnection: Rule = {
  name: 'duplicate-connection',
  severity: 'error',
  source: 'A gateway has one connection to a local network gateway.',
  *check(definition) {
    const keyOf = ({ value }: ReturnType<typeof placedConnections>[number]) =>
      value.virtualNetworkGateway1 && value.localNetworkGateway2
        ? `${value.virtualNetworkGateway1} ${value.localNetworkGateway2}`
        : undefined;
    for (const { first, again } of repetitions(placedConnections(definition), keyOf)) {
      yield {
        path: [...again.path, 'localNetworkGateway2'],
        basis: [[...again.path, 'virtualNetworkGateway1']],
        message: `${shown(first.value.name)} and ${shown(again.value.name)} both lead from ${shown(again.value.virtualNetworkGateway1)} to ${shown(again.value.localNetworkGateway2)}.`,
        advice: 'Remove one of them; an active-active gateway has two tunnels in one connection.',
      };
    }
  },
};

export const unconnected: Rule = {
  name: 'gateway-without-connection',
  severity: 'warning',
  source: 'Without a connection there is no tunnel.',
  *check(definition) {
    const connections = placedConnections(definition);
    // A mistyped name may be the one that seems to be unused.
    const areAllKnown = ends(definition).every(({ gateway, local }) => gateway && local);
    const used = new Set(
      connections.flatMap(({ value }) => [value.virtualNetworkGateway1, value.localNetworkGateway2]),
    );
    const basis = [
      ['connections'],
      ...connections.flatMap(({ path }) => [
        [...path, 'virtualNetworkGateway1'],
        [...path, 'localNetworkGateway2'],
      ]),
    ];
    for (const { value, path } of [...placedGateways(definition), ...placedLocalGateways(definition)]) {
      if (!areAllKnown || value.name === '' || used.has(value.name)) continue;
      yield {
        path: [...path, 'name'],
        basis,
        message: `No connection leads to or from ${shown(value.name)}: it will have no tunnel.`,
        advice: 'Add a connection, or remove it.',
      };
    }
  },
};
