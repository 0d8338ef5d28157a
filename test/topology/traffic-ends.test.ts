import test from 'ava';
import type { TrafficPair } from '../../src/definition/definition.ts';
import { expectedTunnels } from '../../src/topology/expected-tunnels.ts';
import type { Topology } from '../../src/topology/topology.ts';
import type { HostNode } from '../../src/topology/topology-node.ts';
import {
  directionLabels,
  refuseUnreachable,
  trafficEnds,
  trafficPairs,
} from '../../src/topology/traffic-ends.ts';
import { labDefinition, labTopology, topologyOf } from './lab-topology.ts';

const endsOf = (topology: Topology) => {
  const { near, far } = trafficEnds(topology);
  return [near.name, far.name];
};

test('traffic runs between a virtual machine and a host of the site, even with several virtual networks', (t) => {
  t.deepEqual(endsOf(labTopology('dual-redundancy')), ['vm', 'host']);
  t.deepEqual(endsOf(labTopology('vnet-transit')), ['vm1', 'host']);
});

test('without a site, traffic runs between two virtual networks', (t) => {
  t.deepEqual(endsOf(labTopology('vnet-to-vnet')), ['vm1', 'vm2']);
});

test('with several other virtual networks, traffic ends at the first machine of the last one', (t) => {
  const host = (name: string, network: string): HostNode => ({
    role: 'host',
    name,
    side: 'azure',
    address: '10.0.0.4',
    router: '10.0.0.1',
    interfaces: [
      { name: 'eth0', address: '10.0.0.4', prefixLength: 24, attachedTo: { node: network, bridge: 'front' } },
    ],
    bridges: [],
  });
  const nodes = [
    host('a', 'one'),
    host('b', 'one'),
    host('c', 'two'),
    host('d', 'three'),
    host('e', 'three'),
  ];
  const empty = {
    lab: 'lab',
    tunnels: [],
    tunnelRetrySeconds: 2,
    sessions: [],
    sessionsAmiss: [],
    floating: [],
    pointToSite: [],
    traffic: [],
  };
  t.deepEqual(endsOf({ ...empty, nodes }), ['a', 'd']);
  t.throws(() => trafficEnds({ ...empty, nodes: [] }), {
    message: /^No traffic can be measured in lab: it has no virtual machine\. Add one/,
  });
  t.throws(() => trafficEnds({ ...empty, nodes: nodes.slice(0, 2) }), {
    message: /^No traffic can be measured in lab: it has no host in a site, and no second network/,
  });
});

test('directions are named after their sides, or after two virtual networks', (t) => {
  const labelsOf = (lab: string) => directionLabels(labDefinition(lab), trafficEnds(labTopology(lab)));
  t.deepEqual(labelsOf('dual-redundancy'), {
    outward: { from: 'Azure', to: 'site' },
    return: { from: 'site', to: 'Azure' },
  });
  t.deepEqual(labelsOf('vnet-to-vnet'), {
    outward: { from: 'TestVNet1', to: 'TestVNet2' },
    return: { from: 'TestVNet2', to: 'TestVNet1' },
  });
});

const withTraffic = (lab: string, traffic: readonly TrafficPair[]) => ({ ...labDefinition(lab), traffic });
const pairNames = (topology: Topology) =>
  trafficPairs(topology).map(({ near, far }) => `${near.name} ${far.name}`);

test('a lab file chooses any ends, and several pairs of them', (t) => {
  const definition = withTraffic('point-to-site', [
    { from: 'laptop2', to: 'host' },
    { from: 'host', to: 'vm' },
  ]);
  const topology = topologyOf(definition);
  t.deepEqual(pairNames(topology), ['laptop2 host', 'host vm']);
  const [first] = trafficPairs(topology);
  t.deepEqual(directionLabels(definition, first).outward, { from: 'laptop2', to: 'host' });
  t.deepEqual(expectedTunnels(topology, first.near, first.far), [['vnet1gw--device1']]);
  t.deepEqual(expectedTunnels(topology, first.far, first.near), [['vnet1gw--device1']]);
  t.notThrows(() => refuseUnreachable(topology));
  t.deepEqual(pairNames(labTopology('point-to-site')), ['vm host']);
});

test('ends that do not reach each other are refused with the reason', (t) => {
  const topology = topologyOf(withTraffic('point-to-site', [{ from: 'laptop1', to: 'laptop3' }]));
  t.throws(() => refuseUnreachable(topology), {
    message:
      'No traffic from laptop1 to laptop3 can be measured in point-to-site: a client has routes to virtual networks and sites, not to other clients. `validate` shows which ends reach each other.',
  });
});
