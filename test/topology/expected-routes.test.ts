import test from 'ava';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { definitionOf, dualRedundancy } from './definitions.ts';
import { labDefinition, labTopology, topologyOf } from './lab-topology.ts';

test('dual-redundancy: every node has two next hops to each prefix of the other side', (t) => {
  t.deepEqual(lines(topologyOf(dualRedundancy())), [
    'device1: 10.11.0.0/16 via 10.12.255.4 dev ipsec0, 10.12.255.5 dev ipsec1',
    'device1: 10.12.0.0/16 via 10.12.255.4 dev ipsec0, 10.12.255.5 dev ipsec1',
    'device2: 10.11.0.0/16 via 10.12.255.4 dev ipsec0, 10.12.255.5 dev ipsec1',
    'device2: 10.12.0.0/16 via 10.12.255.4 dev ipsec0, 10.12.255.5 dev ipsec1',
    'site5: 10.11.0.0/16 via 10.51.0.2 dev lan, 10.51.0.3 dev lan',
    'site5: 10.12.0.0/16 via 10.51.0.2 dev lan, 10.51.0.3 dev lan',
    'testvnet1: 10.51.0.0/16 via 10.12.255.4 dev gatewaysubnet, 10.12.255.5 dev gatewaysubnet',
    'testvnet1: 10.52.0.0/16 via 10.12.255.4 dev gatewaysubnet, 10.12.255.5 dev gatewaysubnet',
    'vnet1gw-0: 10.51.0.0/16 via 10.52.255.253 dev ipsec0, 10.52.255.254 dev ipsec1',
    'vnet1gw-0: 10.52.0.0/16 via 10.52.255.253 dev ipsec0, 10.52.255.254 dev ipsec1',
    'vnet1gw-1: 10.51.0.0/16 via 10.52.255.253 dev ipsec0, 10.52.255.254 dev ipsec1',
    'vnet1gw-1: 10.52.0.0/16 via 10.52.255.253 dev ipsec0, 10.52.255.254 dev ipsec1',
  ]);
});

test('with one device, both instances have one next hop, and the site has one way back', (t) => {
  t.deepEqual(lines(topologyOf(definitionOf({ devices: 1 }))), [
    'device1: 10.1.0.0/16 via 10.1.255.4 dev ipsec0, 10.1.255.5 dev ipsec1',
    'gw-0: 10.2.0.0/16 via 10.2.255.1 dev ipsec0',
    'gw-1: 10.2.0.0/16 via 10.2.255.1 dev ipsec0',
    'site: 10.1.0.0/16 via 10.2.0.2 dev lan',
    'vnet: 10.2.0.0/16 via 10.1.255.4 dev gatewaysubnet, 10.1.255.5 dev gatewaysubnet',
  ]);
});

test('with three devices, every instance and the site have three next hops', (t) => {
  t.deepEqual(lines(topologyOf(definitionOf({ devices: 3 }))), [
    'device1: 10.1.0.0/16 via 10.1.255.4 dev ipsec0, 10.1.255.5 dev ipsec1',
    'device2: 10.1.0.0/16 via 10.1.255.4 dev ipsec0, 10.1.255.5 dev ipsec1',
    'device3: 10.1.0.0/16 via 10.1.255.4 dev ipsec0, 10.1.255.5 dev ipsec1',
    'gw-0: 10.2.0.0/16 via 10.2.255.1 dev ipsec0, 10.2.255.2 dev ipsec1, 10.2.255.3 dev ipsec2',
    'gw-1: 10.2.0.0/16 via 10.2.255.1 dev ipsec0, 10.2.255.2 dev ipsec1, 10.2.255.3 dev ipsec2',
    'site: 10.1.0.0/16 via 10.2.0.2 dev lan, 10.2.0.3 dev lan, 10.2.0.4 dev lan',
    'vnet: 10.2.0.0/16 via 10.1.255.4 dev gatewaysubnet, 10.1.255.5 dev gatewaysubnet',
  ]);
});

test('a device without a connection is not a next hop of any node', (t) => {
  const definition = definitionOf({ devices: 2 });
  const topology = topologyOf({ ...definition, connections: definition.connections.slice(0, 1) });
  t.deepEqual(lines(topology), lines(topologyOf(definitionOf({ devices: 1 }))));
});

const routesOf = (lab: string, ...nodes: string[]): string[] =>
  lines(labTopology(lab)).filter((line) => nodes.some((node) => line.startsWith(node)));

test('active-standby: the active instance has the route, and is the next hop to the site', (t) => {
  t.deepEqual(routesOf('active-standby', 'vnet1gw', 'testvnet1', 'device1').filter(isFirst), [
    'device1: 10.11.0.0/16 via 10.12.255.30 dev ipsec0',
    'testvnet1: 10.51.0.0/16 via 10.12.255.4 dev gatewaysubnet or 10.12.255.5 dev gatewaysubnet',
    'vnet1gw-0 or vnet1gw-1: 10.51.0.0/16 via 10.52.255.254 dev ipsec0',
  ]);
});

test('an instance without a tunnel routes through its sibling, and is not a next hop of others', (t) => {
  t.deepEqual(routesOf('single-tunnel', 'vnet1gw', 'testvnet1').filter(isFirst), [
    'testvnet1: 10.51.0.0/16 via 10.12.255.4 dev gatewaysubnet',
    'vnet1gw-0: 10.51.0.0/16 via 10.52.255.254 dev ipsec0',
    'vnet1gw-1: 10.51.0.0/16 via 10.12.255.4 dev azure0',
  ]);
});

test('without BGP there are static routes to the other end of each tunnel, and to nothing behind it', (t) => {
  t.deepEqual(routesOf('vnet-to-vnet', 'vnet1gw-0', 'testvnet1'), [
    'testvnet1: 10.21.0.0/16 via 10.12.255.4 dev gatewaysubnet, 10.12.255.5 dev gatewaysubnet',
    'testvnet1: 10.22.0.0/16 via 10.12.255.4 dev gatewaysubnet, 10.12.255.5 dev gatewaysubnet',
    'vnet1gw-0: 10.21.0.0/16 via 169.254.100.1 dev ipsec0, 169.254.100.3 dev ipsec1',
    'vnet1gw-0: 10.22.0.0/16 via 169.254.100.1 dev ipsec0, 169.254.100.3 dev ipsec1',
  ]);
  const definition = labDefinition('vnet-transit');
  const [gateway] = definition.localNetworkGateways;
  const withoutBgp = topologyOf({
    ...definition,
    connections: definition.connections.map((connection) => ({ ...connection, enableBgp: false })),
    localNetworkGateways: gateway
      ? [{ ...gateway, localNetworkAddressSpace: { addressPrefixes: ['10.51.0.0/16'] } }]
      : [],
  });
  const between = lines(withoutBgp).filter(
    (line) => /^(testvnet1|vnet1gw)/.test(line) && line.includes('10.51.'),
  );
  t.deepEqual(between, []);
  t.true(lines(withoutBgp).some((line) => line.startsWith('vnet2gw-0: 10.51.0.0/16')));
});

test('transit: the far ends reach each other over all tunnels in the middle', (t) => {
  t.deepEqual(
    routesOf('vnet-transit', 'vnet1gw-0', 'device1').filter((line) => /10\.(51|11)\./.test(line)),
    [
      'device1: 10.11.0.0/16 via 10.22.255.4 dev ipsec0, 10.22.255.5 dev ipsec1',
      'vnet1gw-0: 10.51.0.0/16 via 10.22.255.4 dev ipsec0, 10.22.255.5 dev ipsec1',
    ],
  );
});

test('a device that prepends is the second choice of the instances, and so of the virtual network', (t) => {
  const definition = definitionOf({ devices: 2 });
  const topology = topologyOf({
    ...definition,
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device, index) => ({ ...device, asPathPrepend: 2 * index })),
    })),
  });
  t.deepEqual(
    lines(topology).filter((line) => line.startsWith('gw-')),
    ['gw-0: 10.2.0.0/16 via 10.2.255.1 dev ipsec0', 'gw-1: 10.2.0.0/16 via 10.2.255.1 dev ipsec0'],
  );
});

test('a path that contains the own ASN is not used', (t) => {
  const definition = labDefinition('vnet-transit');
  const sameAsSite = topologyOf({
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) =>
      gateway.name === 'VNet1GW'
        ? { ...gateway, bgpSettings: { ...gateway.bgpSettings, asn: 65050 } }
        : gateway,
    ),
  });
  t.false(lines(sameAsSite).some((line) => line.startsWith('vnet1gw-0: 10.51.')));
});

/** One prefix of each pair says it all. */
const isFirst = (line: string): boolean => /10\.(11|51)\.0\.0/.test(line);

const lines = (topology: Topology): string[] =>
  expectedRoutes(topology)
    .map(({ nodes, prefix, choices }) => {
      const ways = choices.map((hops) => hops.map((hop) => `${hop.gateway} dev ${hop.interface}`).join(', '));
      return `${nodes.join(' or ')}: ${prefix} via ${ways.join(' or ')}`;
    })
    .sort();
