import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { addressBatch } from '../../src/nodes/addresses.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import { expectedTunnels } from '../../src/topology/expected-tunnels.ts';
import { trafficEnds } from '../../src/topology/traffic-ends.ts';
import { readDefinition } from '../definition/read-definition.ts';
import { topologyOf } from './lab-topology.ts';

/** One gateway and two sites, east and west, with their LANs and what they announce beside them. */
function twoSites({ east = '', west = '', prepend = 0 }: Record<string, string | number>): Definition {
  const text = `
name: announcing
virtualNetworks:
  - name: hub
    addressPrefixes: [10.80.0.0/16]
    subnets:
      - { name: apps, addressPrefix: 10.80.4.0/24 }
      - { name: GatewaySubnet, addressPrefix: 10.80.255.0/27 }
    virtualMachines: [{ name: vm, subnet: apps }]
virtualNetworkGateways:
  - { name: gw, virtualNetwork: hub, activeActive: true, publicIPAddresses: [ip0, ip1], bgpSettings: { asn: 65010 } }
localNetworkGateways:
  - { name: lng-e, gatewayIpAddress: 192.0.2.21, bgpSettings: { asn: 65140, bgpPeeringAddress: 10.140.255.1 } }
  - { name: lng-w, gatewayIpAddress: 192.0.2.22, bgpSettings: { asn: 65150, bgpPeeringAddress: 10.150.255.1 } }
connections:
  - { name: To-E, virtualNetworkGateway1: gw, localNetworkGateway2: lng-e, sharedKey: KeyForLab1, enableBgp: true }
  - { name: To-W, virtualNetworkGateway1: gw, localNetworkGateway2: lng-w, sharedKey: KeyForLab2, enableBgp: true }
sites:
  - { name: east, addressPrefixes: [10.140.0.0/16${east}], devices: [{ name: fw-e, localNetworkGateway: lng-e }], hosts: [host-e] }
  - { name: west, addressPrefixes: [10.150.0.0/16${west}], devices: [{ name: fw-w, localNetworkGateway: lng-w, asPathPrepend: ${prepend} }], hosts: [host-w] }
`;
  return readDefinition(yamlSource(text, 'announcing.yaml'), faults);
}

const routes = (definition: Definition, prefix: string): string[] =>
  expectedRoutes(topologyOf(definition))
    .filter((route) => route.prefix === prefix)
    .map(({ nodes, choices }) => `${nodes.join()}: ${choices.map((hops) => hops.length).join(' or ')}`)
    .sort();

test('the default route and a prefix around the network reach the network, and no other site', (t) => {
  const definition = twoSites({ east: ', 0.0.0.0/0, 10.0.0.0/8, 10.96.0.0/11' });
  const reached = ['gw-0: 1', 'gw-1: 1', 'hub: 2'];
  t.deepEqual(routes(definition, '0.0.0.0/0'), reached);
  t.deepEqual(routes(definition, '10.0.0.0/8'), reached);
  t.deepEqual(routes(definition, '10.96.0.0/11'), ['fw-w: 2', ...reached, 'west: 1']);
});

test('two sites with the same prefix share it; the one with the longer path is the second choice', (t) => {
  const east = ', 172.20.0.0/16';
  t.deepEqual(routes(twoSites({ east, west: east }), '172.20.0.0/16'), ['gw-0: 2', 'gw-1: 2', 'hub: 2']);
  t.deepEqual(routes(twoSites({ east, west: east, prepend: 1 }), '172.20.0.0/16'), [
    'gw-0: 1',
    'gw-1: 1',
    'hub: 2',
  ]);
});

test('traffic follows the longest prefix', (t) => {
  const topology = topologyOf(twoSites({ west: ', 10.0.0.0/8, 0.0.0.0/0' }));
  const { near, far } = trafficEnds(topology);
  t.deepEqual(expectedTunnels(topology, near, far), [['gw-0--fw-e', 'gw-1--fw-e']]);
});

test('where a default route is announced, it is left to BGP, and the peers are reached without it', (t) => {
  const batch = (definition: Definition, name: string) => {
    const node = topologyOf(definition).nodes.find((one) => one.name === name);
    return node ? addressBatch(node).split('\n') : [];
  };
  const definition = twoSites({ west: ', 0.0.0.0/0' });
  const onInstance = batch(definition, 'gw-0').filter((line) => line.startsWith('route add'));
  t.deepEqual(onInstance.slice(0, 2), [
    'route add 192.0.2.21/32 via 203.0.113.1',
    'route add 192.0.2.22/32 via 203.0.113.1',
  ]);
  t.false(onInstance.some((line) => line.includes('default')));
  t.true(batch(definition, 'west').includes('route add blackhole 0.0.0.0/0'));
  t.true(batch(definition, 'hub').includes('route add blackhole 10.80.0.0/16'));
  t.true(batch(twoSites({}), 'gw-0').includes('route add default via 203.0.113.1'));
});
