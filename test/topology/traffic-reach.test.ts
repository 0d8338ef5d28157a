import test from 'ava';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { trafficEnds } from '../../src/topology/traffic-ends.ts';
import { trafficCanPass } from '../../src/topology/traffic-reach.ts';
import { readDefinition } from '../definition/read-definition.ts';
import { labTopology, topologyOf } from './lab-topology.ts';

/** The nodes and tunnels that the traffic of a lab cannot pass. */
const outOfReach = (topology: Topology): string[] =>
  [...topology.nodes, ...topology.tunnels]
    .map(({ name }) => name)
    .filter((name) => !trafficCanPass(topology, trafficEnds(topology), name));

test('traffic between a virtual machine and a site cannot pass the VPN clients, nor their links', (t) => {
  const topology = labTopology('point-to-site');
  t.deepEqual(outOfReach(topology), ['laptop1', 'laptop2', 'laptop3']);
  t.false(trafficCanPass(topology, trafficEnds(topology), 'laptop1:wan0'));
});

test('traffic can pass everything between its ends, also what routing does not choose', (t) => {
  for (const lab of [
    'active-standby',
    'dual-redundancy',
    'vnet-to-vnet',
    'vnet-to-vnet-bgp',
    'multiple-devices',
  ]) {
    t.deepEqual(outOfReach(labTopology(lab)), [], lab);
  }
});

test('traffic between virtual networks can pass those in between, and not the machines in them', (t) => {
  t.deepEqual(outOfReach(labTopology('vnet-transit')), ['vm2']);
});

test('what is not a node, a link, a tunnel or a connection counts as passed', (t) => {
  const topology = labTopology('point-to-site');
  t.true(trafficCanPass(topology, trafficEnds(topology), 'zone 1'));
});

const twoSites = `
name: two-sites
summary: "One gateway, two sites"
virtualNetworks:
  - name: hub
    addressPrefixes: [10.80.0.0/16]
    subnets:
      - { name: apps, addressPrefix: 10.80.4.0/24 }
      - { name: GatewaySubnet, addressPrefix: 10.80.255.0/27 }
    virtualMachines: [{ name: vm, subnet: apps }, { name: vm2, subnet: apps }]
virtualNetworkGateways:
  - { name: gw, virtualNetwork: hub, activeActive: true, publicIPAddresses: [ip0, ip1] }
localNetworkGateways:
  - { name: lng-a, gatewayIpAddress: 192.0.2.21, localNetworkAddressSpace: { addressPrefixes: [10.140.0.0/16] } }
  - { name: lng-b, gatewayIpAddress: 192.0.2.22, localNetworkAddressSpace: { addressPrefixes: [10.150.0.0/16] } }
connections:
  - { name: To-A, virtualNetworkGateway1: gw, localNetworkGateway2: lng-a, sharedKey: KeyForLab1 }
  - { name: To-B, virtualNetworkGateway1: gw, localNetworkGateway2: lng-b, sharedKey: KeyForLab2 }
sites:
  - { name: a, addressPrefixes: [10.140.0.0/16], devices: [{ name: fw-a, localNetworkGateway: lng-a }], hosts: [host-a] }
  - { name: b, addressPrefixes: [10.150.0.0/16], devices: [{ name: fw-b, localNetworkGateway: lng-b }], hosts: [host-b] }
`;

test('a site behind neither end of the traffic, and everything that leads to it alone, is out of reach', (t) => {
  const topology = topologyOf(readDefinition(yamlSource(twoSites, 'two-sites.yaml'), faults));
  t.deepEqual(outOfReach(topology), ['vm2', 'b', 'fw-b', 'host-b', 'gw-0--fw-b', 'gw-1--fw-b']);
  const canPass = (target: string) => trafficCanPass(topology, trafficEnds(topology), target);
  t.deepEqual(['to-a', 'to-b', 'fw-a:wan0', 'fw-b:wan0'].map(canPass), [true, false, true, false]);
});
