import { isPrefix, prefixLength, prefixSize } from '../../../base/addresses.ts';
import { counted } from '../../../base/counted.ts';
import { shown } from '../../../base/quote.ts';
import { azureAddresses } from '../../azure/addresses.ts';
import type { Definition, VirtualNetworkGateway } from '../../definition.ts';
import { overlapsBetween, overlapsWithin } from '../addresses/overlaps.ts';
import {
  allPrefixes,
  besideLans,
  clientPoolOf,
  describeOverlap,
  owners,
  prefixLists,
} from '../addresses/prefix-lists.ts';
import { isAround } from '../addresses/prefixes.ts';
import { tunnelEnds } from '../connections/ends.ts';
import { type Placed, placedGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';

const { clientPool, activeActiveClientPool } = azureAddresses;

export const poolTooSmall: Rule = {
  name: 'client-address-pool-too-small',
  severity: 'error',
  source: `${clientPool.source}: /${clientPool.longestPrefix} at least when active-standby, /${activeActiveClientPool.longestPrefix} when active-active.`,
  *check(definition) {
    for (const { gateway, prefixes } of pools(definition)) {
      const { activeActive, name } = gateway.value;
      const { longestPrefix: longest } = activeActive ? activeActiveClientPool : clientPool;
      for (const { value, path } of prefixes.filter(({ value }) => isPrefix(value))) {
        if (prefixLength(value) <= longest) continue;
        yield {
          path,
          basis: [[...gateway.path, 'activeActive']],
          message: `${shown(name)} has the client address pool ${value}; Azure requires a /${longest} or larger for an ${activeActive ? 'active-active' : 'active-standby'} gateway.`,
          advice: `Make it a /${longest} or larger.`,
        };
      }
    }
  },
};

export const poolFull: Rule = {
  name: 'client-address-pool-full',
  severity: 'error',
  source:
    'Every client gets its own address. We infer from the required /28 that the instances of an active-active gateway share the pool evenly.',
  *check(definition) {
    for (const { gateway, prefixes } of pools(definition)) {
      const { name } = gateway.value;
      const clients = definition.vpnClients.filter((client) => client.virtualNetworkGateway === name);
      if (!prefixes.every(({ value }) => isPrefix(value))) continue;
      const room = prefixes.reduce((sum, { value }) => sum + roomIn(value, gateway.value), 0);
      if (room <= 0 || clients.length <= room) continue;
      yield {
        path: [...gateway.path, 'vpnClientConfiguration', 'vpnClientAddressPool', 'addressPrefixes'],
        basis: [['vpnClients'], [...gateway.path, 'activeActive']],
        message: `${shown(name)} has ${counted(clients.length, 'client')}, but its address pool has room for only ${room}.`,
        advice: 'Make the pool larger.',
      };
    }
  },
};

export const poolOverlap: Rule = {
  name: 'client-address-pool-overlap',
  severity: 'error',
  source:
    'Azure: "The virtual network gateway\'s VPN client address pool overlaps with the virtual network\'s address space." (azure-docs#27351); its code is not known. Point-to-site configuration: it must not overlap on-premises prefixes either.',
  *check(definition) {
    const { networks, localGateways, sites, clientPools } = prefixLists(definition);
    const others = [...networks, ...sites, ...localGateways];
    const ownerOf = owners([...others, ...clientPools]);
    const announced = new Set(besideLans(sites));
    const seen = new Set<string>();
    for (const overlap of overlapsOfPools(allPrefixes(others), allPrefixes(clientPools))) {
      const [one, other] = [ownerOf(overlap.one), ownerOf(overlap.other)];
      // The prefixes of a site may be those of its local network gateways; a pool by itself has a rule of its own.
      const pair = `${overlap.one.value} ${overlap.other.value}`;
      if (one === other || seen.has(pair)) continue;
      if (announced.has(overlap.one) && isAround(overlap.one.value, overlap.other.value)) continue;
      seen.add(pair);
      yield describeOverlap(
        overlap,
        `The address spaces of ${one} and ${other} overlap:`,
        'Give clients addresses outside all virtual networks, sites and other pools.',
      );
    }
  },
};

function* overlapsOfPools(others: readonly Placed<string>[], pools: readonly Placed<string>[]) {
  yield* overlapsBetween(others, pools);
  yield* overlapsWithin(pools);
}

/** An instance does not assign the first and the last address of its part of the pool. */
function roomIn(prefix: string, gateway: VirtualNetworkGateway): number {
  const instances = tunnelEnds(gateway);
  return Math.max(0, prefixSize(prefix) / instances - 2) * instances;
}

interface Pool {
  readonly gateway: Placed<VirtualNetworkGateway>;
  readonly prefixes: readonly Placed<string>[];
}

const pools = (definition: Definition): Pool[] =>
  placedGateways(definition).map((gateway) => ({
    gateway,
    prefixes: clientPoolOf(gateway.value, gateway.path),
  }));
