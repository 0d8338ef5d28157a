import test from 'ava';
import { yamlSource } from '../../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../../src/faults/by-name.ts';
import { type ReachPair, reachability } from '../../../src/topology/reach/reachability.ts';
import { readDefinition } from '../../definition/read-definition.ts';
import { labTopology, topologyOf } from '../lab-topology.ts';

const pair = (pairs: readonly ReachPair[], from: string, to: string) =>
  pairs.find((one) => one.from === from && one.to === to);

test('a site is reached through the network in the middle, over the connections of both gateways', (t) => {
  const { pairs } = reachability(labTopology('vnet-transit'));
  t.deepEqual(pair(pairs, 'vm1', 'host'), {
    from: 'vm1',
    to: 'host',
    reaches: true,
    ways: [['VNet1toVNet2', 'VNet2toSite5']],
  });
  t.deepEqual(pair(pairs, 'host', 'vm1'), {
    from: 'host',
    to: 'vm1',
    reaches: true,
    ways: [['VNet2toSite5', 'VNet2toVNet1']],
  });
});

test('several connections to a site are several ways', (t) => {
  const { pairs } = reachability(labTopology('dual-redundancy'));
  t.deepEqual(pair(pairs, 'vm', 'host'), {
    from: 'vm',
    to: 'host',
    reaches: true,
    ways: [['VNet1toSite5_1'], ['VNet1toSite5_2']],
  });
});

test('clients reach the network and the site behind BGP, and not each other', (t) => {
  const { pairs } = reachability(labTopology('point-to-site'));
  t.like(pair(pairs, 'laptop1', 'host'), { reaches: true, ways: [['point-to-site', 'VNet1toSite5']] });
  t.like(pair(pairs, 'host', 'laptop1'), { reaches: true, ways: [['VNet1toSite5', 'point-to-site']] });
  t.like(pair(pairs, 'laptop1', 'laptop2'), { reaches: false, reason: 'clients-apart' });
});

/** Two networks joined, a site at the first with BGP or without, a client at the second one. */
const joined = (options: { between: boolean; site: boolean; asnOfSecondSite?: number }) => `
name: joined
virtualNetworks:
  - name: east
    addressPrefixes: [10.30.0.0/16]
    subnets: [{ name: apps, addressPrefix: 10.30.1.0/24 }, { name: GatewaySubnet, addressPrefix: 10.30.255.0/27 }]
    virtualMachines: [{ name: app-east, subnet: apps }]
  - name: west
    addressPrefixes: [10.40.0.0/16]
    subnets: [{ name: apps, addressPrefix: 10.40.1.0/24 }, { name: GatewaySubnet, addressPrefix: 10.40.255.0/27 }]
    virtualMachines: [{ name: app-west, subnet: apps }]
virtualNetworkGateways:
  - { name: east-gw, virtualNetwork: east, activeActive: true, publicIPAddresses: [east-1, east-2], bgpSettings: { asn: 65030 } }
  - name: west-gw
    virtualNetwork: west
    publicIPAddresses: [west-1]
    bgpSettings: { asn: 65040 }
    vpnClientConfiguration: { vpnClientAddressPool: { addressPrefixes: [172.20.0.0/24] } }
localNetworkGateways:
  - name: mill
    gatewayIpAddress: 192.0.2.31
    localNetworkAddressSpace: { addressPrefixes: [10.70.0.0/16] }
    bgpSettings: { asn: 64700, bgpPeeringAddress: 10.70.255.1 }
  - name: yard
    gatewayIpAddress: 192.0.2.32
    bgpSettings: { asn: ${options.asnOfSecondSite ?? 64701}, bgpPeeringAddress: 10.71.255.1 }
connections:
  - { name: east-west, virtualNetworkGateway1: east-gw, virtualNetworkGateway2: west-gw, sharedKey: Key4Tests, enableBgp: ${options.between} }
  - { name: west-east, virtualNetworkGateway1: west-gw, virtualNetworkGateway2: east-gw, sharedKey: Key4Tests, enableBgp: ${options.between} }
  - { name: east-mill, virtualNetworkGateway1: east-gw, localNetworkGateway2: mill, sharedKey: Key4Tests, enableBgp: ${options.site} }
  - { name: east-yard, virtualNetworkGateway1: east-gw, localNetworkGateway2: yard, sharedKey: Key4Tests, enableBgp: true }
sites:
  - { name: mill, addressPrefixes: [10.70.0.0/16], devices: [{ name: mill-fw, localNetworkGateway: mill }], hosts: [saw] }
  - { name: yard, addressPrefixes: [10.71.0.0/16], devices: [{ name: yard-fw, localNetworkGateway: yard }], hosts: [crane] }
vpnClients:
  - { name: tablet, virtualNetworkGateway: west-gw }
`;

const pairsOf = (text: string) =>
  reachability(topologyOf(readDefinition(yamlSource(text, 'lab.yaml'), faults))).pairs;

test('with BGP everywhere, everything reaches everything but clients each other', (t) => {
  const pairs = pairsOf(joined({ between: true, site: true }));
  t.deepEqual(
    pairs.filter(({ reaches }) => !reaches),
    [],
  );
  t.like(pair(pairs, 'tablet', 'saw'), { ways: [['point-to-site', 'west-east', 'east-mill']] });
  t.like(pair(pairs, 'saw', 'crane'), { ways: [['east-mill', 'east-yard']] });
});

test('without BGP between two networks there is no transit, and a client does not get beyond its own', (t) => {
  const pairs = pairsOf(joined({ between: false, site: true }));
  t.like(pair(pairs, 'app-east', 'app-west'), { reaches: true });
  t.like(pair(pairs, 'app-west', 'saw'), {
    reaches: false,
    reason: 'no-transit-without-bgp',
    text: 'west-east has no BGP, so no transit: its ends reach each other, and nothing beyond',
  });
  t.like(pair(pairs, 'tablet', 'app-east'), { reaches: false, reason: 'client-without-route' });
  t.like(pair(pairs, 'app-east', 'tablet'), { reaches: false, reason: 'client-pool-not-announced' });
});

test('a site without BGP reaches its own network and nothing beyond', (t) => {
  const pairs = pairsOf(joined({ between: true, site: false }));
  t.like(pair(pairs, 'saw', 'app-east'), { reaches: true, ways: [['east-mill']] });
  t.like(pair(pairs, 'saw', 'app-west'), { reaches: false, reason: 'no-transit-without-bgp' });
});

test('two sites with one ASN do not reach each other', (t) => {
  const pairs = pairsOf(joined({ between: true, site: true, asnOfSecondSite: 64700 }));
  t.like(pair(pairs, 'saw', 'crane'), { reaches: false, reason: 'same-asn' });
});
