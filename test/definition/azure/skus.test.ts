import test from 'ava';
import { defaultSku, skuNamed, skus, smallestFullSku } from '../../../src/definition/azure/skus.ts';

test('the table of SKUs is that of June 2026', (t) => {
  t.deepEqual(
    skus.map(({ name, tunnels, zoneRedundant, bgp }) => `${name} ${tunnels} ${zoneRedundant} ${bgp}`),
    [
      'Basic 10 false false',
      'VpnGw1 30 false true',
      'VpnGw2 30 false true',
      'VpnGw3 30 false true',
      'VpnGw4 100 false true',
      'VpnGw5 100 false true',
      'VpnGw1AZ 30 true true',
      'VpnGw2AZ 30 true true',
      'VpnGw3AZ 30 true true',
      'VpnGw4AZ 100 true true',
      'VpnGw5AZ 100 true true',
    ],
  );
});

test('a SKU that Azure migrates names a permanent one with as many tunnels', (t) => {
  for (const { migratedTo, tunnels } of skus) {
    if (migratedTo === undefined) continue;
    const successor = skuNamed(migratedTo);
    t.is(successor?.tunnels, tunnels);
    t.is(successor?.migratedTo, undefined);
    t.true(successor?.zoneRedundant);
  }
});

test('the SKUs in texts and defaults support everything and are permanent', (t) => {
  for (const name of [defaultSku, smallestFullSku]) {
    const sku = skuNamed(name);
    t.true(sku?.bgp && sku.activeActive && sku.ipsecPolicies && sku.ikev2Clients);
    t.is(sku?.migratedTo, undefined);
  }
  t.is(skuNamed('VpnGw9'), undefined);
});
