import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { zoneFailure } from '../../src/faults/zone-failure.ts';
import { instancesOf } from '../../src/topology/find.ts';
import { labDefinition, topologyOf } from './lab-topology.ts';

const withZones = (zones: readonly string[]): Definition => {
  const definition = labDefinition('active-active');
  return {
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      publicIPAddresses: gateway.publicIPAddresses.map((address) => ({ ...address, zones })),
    })),
  };
};
const zonesOf = (definition: Definition) => instancesOf(topologyOf(definition)).map(({ zone }) => zone);

test('the instances of a zone-redundant gateway are in different zones', (t) => {
  t.deepEqual(zonesOf(labDefinition('active-active')), [1, 2]);
  t.deepEqual(zonesOf(withZones(['1', '2', '3'])), [1, 2]);
  t.deepEqual(zonesOf(withZones(['2', '3'])), [2, 3]);
});

test('both instances of a zonal gateway are in its zone, and fail with it', (t) => {
  const definition = withZones(['3']);
  t.deepEqual(zonesOf(definition), [3, 3]);
  const topology = topologyOf(definition);
  t.deepEqual(zoneFailure.targets({ topology, definition: { ...definition, scenario: [] } }), ['zone3']);
  t.deepEqual(zoneFailure.breaks(topology, { target: 'zone3', parameters: {} }).nodes, [
    'vnet1gw-0',
    'vnet1gw-1',
  ]);
});
