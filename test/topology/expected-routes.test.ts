import test from 'ava';
import { buildTopology } from '../../src/topology/build-topology.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { definitionOf, dualRedundancy } from './definitions.ts';

test('dual-redundancy: every node has two next hops to each prefix of the other side', (t) => {
  t.deepEqual(lines(buildTopology(dualRedundancy())), [
    'vnet1gw-0: 10.51.0.0/16 via 10.52.255.253 dev ipsec0, 10.52.255.254 dev ipsec1',
    'vnet1gw-0: 10.52.0.0/16 via 10.52.255.253 dev ipsec0, 10.52.255.254 dev ipsec1',
    'vnet1gw-1: 10.51.0.0/16 via 10.52.255.253 dev ipsec0, 10.52.255.254 dev ipsec1',
    'vnet1gw-1: 10.52.0.0/16 via 10.52.255.253 dev ipsec0, 10.52.255.254 dev ipsec1',
    'device1: 10.11.0.0/16 via 10.12.255.4 dev ipsec0, 10.12.255.5 dev ipsec1',
    'device1: 10.12.0.0/16 via 10.12.255.4 dev ipsec0, 10.12.255.5 dev ipsec1',
    'device2: 10.11.0.0/16 via 10.12.255.4 dev ipsec0, 10.12.255.5 dev ipsec1',
    'device2: 10.12.0.0/16 via 10.12.255.4 dev ipsec0, 10.12.255.5 dev ipsec1',
    'testvnet1: 10.51.0.0/16 via 10.12.255.4 dev gatewaysubnet, 10.12.255.5 dev gatewaysubnet',
    'testvnet1: 10.52.0.0/16 via 10.12.255.4 dev gatewaysubnet, 10.12.255.5 dev gatewaysubnet',
    'site5: 10.11.0.0/16 via 10.51.0.2 dev lan, 10.51.0.3 dev lan',
    'site5: 10.12.0.0/16 via 10.51.0.2 dev lan, 10.51.0.3 dev lan',
  ]);
});

test('one device: two instances share one way out, and the site has one way back', (t) => {
  t.deepEqual(lines(buildTopology(definitionOf({ devices: 1 }))), [
    'gw-0: 10.2.0.0/16 via 10.2.255.1 dev ipsec0',
    'gw-1: 10.2.0.0/16 via 10.2.255.1 dev ipsec0',
    'device1: 10.1.0.0/16 via 10.1.255.4 dev ipsec0, 10.1.255.5 dev ipsec1',
    'vnet: 10.2.0.0/16 via 10.1.255.4 dev gatewaysubnet, 10.1.255.5 dev gatewaysubnet',
    'site: 10.1.0.0/16 via 10.2.0.2 dev lan',
  ]);
});

test('three devices: three next hops on every instance and in the site', (t) => {
  t.deepEqual(lines(buildTopology(definitionOf({ devices: 3 }))), [
    'gw-0: 10.2.0.0/16 via 10.2.255.1 dev ipsec0, 10.2.255.2 dev ipsec1, 10.2.255.3 dev ipsec2',
    'gw-1: 10.2.0.0/16 via 10.2.255.1 dev ipsec0, 10.2.255.2 dev ipsec1, 10.2.255.3 dev ipsec2',
    'device1: 10.1.0.0/16 via 10.1.255.4 dev ipsec0, 10.1.255.5 dev ipsec1',
    'device2: 10.1.0.0/16 via 10.1.255.4 dev ipsec0, 10.1.255.5 dev ipsec1',
    'device3: 10.1.0.0/16 via 10.1.255.4 dev ipsec0, 10.1.255.5 dev ipsec1',
    'vnet: 10.2.0.0/16 via 10.1.255.4 dev gatewaysubnet, 10.1.255.5 dev gatewaysubnet',
    'site: 10.1.0.0/16 via 10.2.0.2 dev lan, 10.2.0.3 dev lan, 10.2.0.4 dev lan',
  ]);
});

test('a device that no connection leads to is nobody’s next hop', (t) => {
  const definition = definitionOf({ devices: 2 });
  const topology = buildTopology({ ...definition, connections: definition.connections.slice(0, 1) });
  t.deepEqual(lines(topology), lines(buildTopology(definitionOf({ devices: 1 }))));
});

const lines = (topology: Topology) =>
  expectedRoutes(topology).map(
    ({ node, prefix, nextHops }) =>
      `${node}: ${prefix} via ${nextHops.map((hop) => `${hop.gateway} dev ${hop.interface}`).join(', ')}`,
  );
