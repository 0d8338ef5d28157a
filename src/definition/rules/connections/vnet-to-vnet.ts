import { shown } from '../../../base/quote.ts';
import type { IpsecPolicy } from '../../definition.ts';
import type { Rule } from '../rule.ts';
import { areAllEndsKnown, endPaths, ends, gatewayPairs } from './ends.ts';

export const connectionBackMissing: Rule = {
  name: 'connection-back-missing',
  severity: 'error',
  source: 'Configure BGP for VPN Gateway, "VNet-to-VNet": one connection from each gateway to the other one.',
  *check(definition) {
    if (!areAllEndsKnown(definition)) return;
    const all = ends(definition);
    for (const { connection, gateway, remote } of all) {
      if (!gateway || !remote || gateway === remote) continue;
      if (all.some((other) => other.gateway === remote && other.remote === gateway)) continue;
      const [from, to] = [shown(gateway.value.name), shown(remote.value.name)];
      yield {
        path: [...connection.path, 'virtualNetworkGateway2'],
        basis: endPaths(definition),
        message: `${shown(connection.value.name)} leads from ${from} to ${to}, but none leads back.`,
        advice: `Add a connection with virtualNetworkGateway1: ${to}, virtualNetworkGateway2: ${from} and the same sharedKey.`,
      };
    }
  },
};

export const sharedKeysDiffer: Rule = {
  name: 'shared-keys-differ',
  severity: 'error',
  source:
    'VPN Gateway FAQ: both connections of a VNet-to-VNet pair have the same shared key, or it does not come up.',
  *check(definition) {
    for (const { there, back } of gatewayPairs(definition)) {
      if (there.value.sharedKey === back.value.sharedKey) continue;
      yield {
        path: [...back.path, 'sharedKey'],
        basis: [[...there.path, 'sharedKey']],
        message: `${shown(there.value.name)} and ${shown(back.value.name)} have different shared keys: their tunnels will not come up.`,
        advice: 'Give both the same sharedKey.',
      };
    }
  },
};

export const policiesDiffer: Rule = {
  name: 'ipsec-policies-differ',
  severity: 'error',
  source:
    'VPN Gateway FAQ: both connections of a VNet-to-VNet pair have the same IPsec policy, or it does not come up. Lifetimes are local.',
  *check(definition) {
    for (const { there, back } of gatewayPairs(definition)) {
      const [one, other] = [there.value.ipsecPolicy, back.value.ipsecPolicy];
      const different = algorithms.filter((property) => one?.[property] !== other?.[property]);
      if (different.length === 0) continue;
      const [first, second] = [shown(there.value.name), shown(back.value.name)];
      yield {
        path: [...(other ? back : there).path, 'ipsecPolicies', 0],
        basis: [
          [...there.path, 'ipsecPolicies'],
          [...back.path, 'ipsecPolicies'],
        ],
        message:
          one && other
            ? `${first} and ${second} have different IPsec policies (${different.join(', ')}): their tunnels will not come up.`
            : `${one ? first : second} has a custom IPsec policy, ${one ? second : first} has none: their tunnels will not come up.`,
        advice: 'Give both the same ipsecPolicies; only the lifetimes may differ.',
      };
    }
  },
};

export const modesExcludeEachOther: Rule = {
  name: 'nobody-opens-the-tunnel',
  severity: 'error',
  source: 'Connection mode: ResponderOnly never initiates, InitiatorOnly never responds.',
  *check(definition) {
    for (const { there, back } of gatewayPairs(definition)) {
      const mode = there.value.connectionMode;
      if (mode === 'Default' || mode !== back.value.connectionMode) continue;
      const consequence =
        mode === 'ResponderOnly'
          ? 'neither gateway opens a tunnel'
          : 'each gateway refuses the tunnels of the other';
      yield {
        path: [...back.path, 'connectionMode'],
        message: `${shown(there.value.name)} and ${shown(back.value.name)} are both ${mode}: ${consequence}.`,
        advice: 'Leave connectionMode out of at least one of them.',
      };
    }
  },
};

export const noRedundantTunnels: Rule = {
  name: 'vnet-to-vnet-without-redundant-tunnels',
  severity: 'warning',
  source:
    'VPN Gateway FAQ: redundant tunnels between two virtual networks need at least one active-active gateway.',
  *check(definition) {
    for (const { there, gateway, remote } of gatewayPairs(definition)) {
      if (gateway.value.activeActive || remote.value.activeActive) continue;
      yield {
        path: [...there.path, 'virtualNetworkGateway2'],
        basis: [gateway, remote].map(({ path }) => [...path, 'activeActive']),
        message: `Neither ${shown(gateway.value.name)} nor ${shown(remote.value.name)} is active-active: a single tunnel joins them, and a failure of either active instance interrupts it.`,
        advice:
          'Make both of them active-active, for four tunnels, or one of them, for two (article, "Highly Available VNet-to-VNet").',
      };
    }
  },
};

const algorithms = [
  'ikeEncryption',
  'ikeIntegrity',
  'dhGroup',
  'ipsecEncryption',
  'ipsecIntegrity',
  'pfsGroup',
] as const satisfies readonly (keyof IpsecPolicy)[];
