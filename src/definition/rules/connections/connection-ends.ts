import { shown } from '../../../base/quote.ts';
import { placedConnections, repetitions } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { ends } from './ends.ts';

export const oneRemoteEnd: Rule = {
  name: 'connection-needs-one-other-end',
  severity: 'error',
  source:
    "A connection leads to a local network gateway or to another gateway (ARM: one of the two references). Azure's own code is not known.",
  *check(definition) {
    for (const { value, path } of placedConnections(definition)) {
      const { localNetworkGateway2: local, virtualNetworkGateway2: remote } = value;
      if ((local === undefined) !== (remote === undefined)) continue;
      const isMissing = local === undefined;
      yield {
        path: isMissing ? path : [...path, 'virtualNetworkGateway2'],
        basis: [
          [...path, 'localNetworkGateway2'],
          [...path, 'virtualNetworkGateway2'],
        ],
        message: isMissing
          ? `${shown(value.name)} leads nowhere: it has neither localNetworkGateway2 nor virtualNetworkGateway2.`
          : `${shown(value.name)} has both localNetworkGateway2 and virtualNetworkGateway2; a connection has only one other end.`,
        advice: isMissing
          ? 'Write localNetworkGateway2 for an on-premises device, virtualNetworkGateway2 for the gateway of another virtual network.'
          : 'Remove one of them, or make two connections.',
      };
    }
  },
};

export const connectionToItself: Rule = {
  name: 'connection-to-itself',
  severity: 'error',
  source: "A tunnel needs two ends. Azure's own code is not known.",
  *check(definition) {
    for (const { connection, gateway, remote } of ends(definition)) {
      if (!gateway || gateway !== remote) continue;
      yield {
        path: [...connection.path, 'virtualNetworkGateway2'],
        basis: [[...connection.path, 'virtualNetworkGateway1']],
        message: `${shown(connection.value.name)} leads from ${shown(gateway.value.name)} to itself.`,
        advice: 'Write the gateway of another virtual network.',
      };
    }
  },
};

export const duplicateConnection: Rule = {
  name: 'duplicate-connection',
  severity: 'error',
  source: 'A gateway has one connection to a local network gateway, or to another gateway.',
  *check(definition) {
    const endOf = ({ value }: ReturnType<typeof placedConnections>[number]) =>
      value.localNetworkGateway2 === undefined ? 'virtualNetworkGateway2' : 'localNetworkGateway2';
    const keyOf = (connection: ReturnType<typeof placedConnections>[number]) => {
      const { virtualNetworkGateway1: from, [endOf(connection)]: to } = connection.value;
      return from && to ? JSON.stringify([from, endOf(connection), to]) : undefined;
    };
    for (const { first, again } of repetitions(placedConnections(definition), keyOf)) {
      const end = endOf(again);
      yield {
        path: [...again.path, end],
        basis: [[...again.path, 'virtualNetworkGateway1']],
        message: `${shown(first.value.name)} and ${shown(again.value.name)} both lead from ${shown(again.value.virtualNetworkGateway1)} to ${shown(again.value[end] ?? '')}.`,
        advice: 'Remove one of them; one connection has all tunnels of an active-active gateway.',
      };
    }
  },
};
