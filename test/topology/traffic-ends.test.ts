import test from 'ava';
import type { HostNode, Topology } from '../../src/topology/topology.ts';
import { directionLabels, trafficEnds } from '../../src/topology/traffic-ends.ts';
import { labDefinition, labTopology } from './lab-topology.ts';

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
    floating: [],
    pointToSite: [],
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
