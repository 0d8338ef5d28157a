import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { expectedTunnels } from '../../src/topology/expected-tunnels.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { trafficEnds } from '../../src/topology/traffic-ends.ts';
import { tunnelDistances } from '../../src/topology/tunnel-distances.ts';
import { labDefinition, labTopology, topologyOf } from './lab-topology.ts';

function bothWays(topology: Topology) {
  const { near, far } = trafficEnds(topology);
  const sorted = (hops: readonly (readonly string[])[]) => hops.map((tunnels) => tunnels.toSorted());
  return {
    outward: sorted(expectedTunnels(topology, near, far)),
    back: sorted(expectedTunnels(topology, far, near)),
  };
}

const fromInstances = (...devices: readonly string[]) =>
  ['vnet1gw-0', 'vnet1gw-1'].flatMap((instance) => devices.map((device) => `${instance}--${device}`));

test('if all paths are equal, every tunnel is used, both ways', (t) => {
  const all = fromInstances('device1', 'device2');
  t.deepEqual(bothWays(labTopology('dual-redundancy')), { outward: [all], back: [all] });
});

test('a tunnel of an active-standby gateway counts once, whichever instance has it', (t) => {
  const [tunnel] = labTopology('active-standby').tunnels;
  t.deepEqual(bothWays(labTopology('active-standby')), {
    outward: [[tunnel?.name]],
    back: [[tunnel?.name]],
  });
});

test('a device that prepends its ASN gets no flows from Azure, but still sends its own', (t) => {
  const { outward, back } = bothWays(topologyOf(withPrepend(labDefinition('dual-redundancy'), 'device2')));
  t.deepEqual(outward, [fromInstances('device1')]);
  t.deepEqual(back, [fromInstances('device1', 'device2')]);
});

test('transit traffic passes the tunnels of two hops', (t) => {
  const between = ['vnet1gw-0', 'vnet1gw-1'].flatMap((one) =>
    ['vnet2gw-0', 'vnet2gw-1'].map((other) => `${one}--${other}`),
  );
  const toSite = ['vnet2gw-0--device1', 'vnet2gw-1--device1'];
  t.deepEqual(bothWays(labTopology('vnet-transit')), {
    outward: [between, toSite],
    back: [toSite, between],
  });
});

test('the distance of a node in tunnels depends on the start', (t) => {
  const topology = labTopology('vnet-transit');
  const { near, far } = trafficEnds(topology);
  const distance = (from: string, to: string) => tunnelDistances(topology, from).get(to);
  for (const [node, outward, back] of [
    ['vm1', 0, 2],
    ['vnet1gw-1', 0, 2],
    ['vnet2gw-0', 1, 1],
    ['device1', 2, 0],
    ['host', 2, 0],
  ] as const) {
    t.is(distance(near.name, node), outward, node);
    t.is(distance(far.name, node), back, node);
  }
  t.is(distance(near.name, 'internet'), undefined);
});

function withPrepend(definition: Definition, name: string): Definition {
  return {
    ...definition,
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device) =>
        device.name === name ? { ...device, asPathPrepend: 2 } : device,
      ),
    })),
  };
}
