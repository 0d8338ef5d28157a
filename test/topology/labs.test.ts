import test from 'ava';
import { dpdTimeoutSeconds } from '../../src/definition/profile.ts';
import { tunnelsAt } from '../../src/topology/find.ts';
import type { FloatingAddresses } from '../../src/topology/topology.ts';
import { labDefinition, labTopology, topologyOf } from './lab-topology.ts';

/** Tunnels, BGP sessions, and groups of addresses that move. */
const counts: Readonly<Record<string, readonly [number, number, number]>> = {
  'active-standby': [1, 4, 1],
  'multiple-devices': [2, 6, 1],
  'active-active': [2, 6, 0],
  'active-active-static': [2, 4, 2],
  'dual-redundancy': [4, 9, 0],
  'vnet-to-vnet': [4, 6, 4],
  'vnet-to-vnet-bgp': [4, 10, 0],
  'vnet-transit': [6, 13, 0],
  'single-tunnel': [1, 5, 0],
  'point-to-site': [1, 4, 1],
};

for (const [lab, expected] of Object.entries(counts)) {
  test(`${lab} has ${expected[0]} tunnels, ${expected[1]} BGP sessions, ${expected[2]} groups of addresses that move`, (t) => {
    const { tunnels, sessions, floating } = labTopology(lab);
    t.deepEqual([tunnels.length, sessions.length, floating.length], [...expected]);
  });
}

const inWords = ({ nodes, returns, addresses }: FloatingAddresses): string =>
  `${addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(' and ')} on ${nodes.join(', else ')}${returns ? ', and back' : ''}`;

test('active-standby: public address and BGP peer address, the last usable one, move and stay', (t) => {
  const { floating, tunnels } = labTopology('active-standby');
  t.deepEqual(floating.map(inWords), ['203.0.113.10/24 and 10.12.255.30/27 on vnet1gw-0, else vnet1gw-1']);
  const [end] = tunnels[0]?.ends ?? [];
  t.deepEqual(end?.nodes, ['vnet1gw-0', 'vnet1gw-1']);
  t.is(end?.innerAddress, '10.12.255.30');
});

test('active-active without BGP: each public address has a stand-in, and comes back', (t) => {
  const topology = labTopology('active-active-static');
  t.deepEqual(topology.floating.map(inWords), [
    '203.0.113.10/24 on vnet1gw-0, else vnet1gw-1, and back',
    '203.0.113.11/24 on vnet1gw-1, else vnet1gw-0, and back',
  ]);
  t.deepEqual(
    topology.tunnels.map(({ ends: [first, second] }) => [first.standIn, second.standIn]),
    [
      ['vnet1gw-1', undefined],
      ['vnet1gw-0', undefined],
    ],
  );
  t.deepEqual(
    tunnelsAt(topology, 'vnet1gw-1').map(({ connection, interface: device }) => [connection, device]),
    [
      ['device1-as-vnet1gw-0', 'ipsec0'],
      ['device1', 'ipsec1'],
    ],
  );
  const ids = topology.floating.map(({ virtualRouterId }) => virtualRouterId);
  t.is(new Set(ids).size, ids.length);
});

test('active-active with BGP: no address moves, so every instance has its own address', (t) => {
  const { nodes, tunnels } = labTopology('active-active');
  for (const node of nodes) for (const { prefixLength } of node.interfaces) t.true(prefixLength < 32);
  for (const { ends } of tunnels) for (const { standIn } of ends) t.is(standIn, undefined);
});

test('VNet-to-VNet: two connections are one set of tunnels', (t) => {
  const { tunnels } = labTopology('vnet-to-vnet');
  for (const { connections } of tunnels) t.deepEqual(connections, ['VNet1toVNet2', 'VNet2toVNet1']);
  t.is(new Set(tunnels.flatMap(({ ends }) => ends.map(({ innerAddress }) => innerAddress))).size, 8);
});

test('VNet-to-VNet: each end has the DPD timeout of its own connection, and InitiatorOnly decides which end starts IKE', (t) => {
  const definition = labDefinition('vnet-to-vnet-bgp');
  const [there, back] = definition.connections;
  if (!there || !back) return t.fail('there are two connections');
  const topology = topologyOf({
    ...definition,
    connections: [
      { ...there, dpdTimeoutSeconds: 20 },
      { ...back, dpdTimeoutSeconds: 60, connectionMode: 'InitiatorOnly' },
    ],
  });
  for (const { ends } of topology.tunnels) {
    t.deepEqual(
      ends.map(({ dpd }) => dpd && dpdTimeoutSeconds(dpd)),
      [20, 60],
    );
    t.deepEqual(
      ends.map(({ starts }) => starts),
      [false, true],
    );
  }
});

test('a device with only one address of the gateway as peer has one tunnel', (t) => {
  t.deepEqual(
    labTopology('single-tunnel').tunnels.map(({ name }) => name),
    ['vnet1gw-0--device1'],
  );
});

test('APIPA: the gateway uses its custom address, and waits for the device', (t) => {
  const definition = labDefinition('active-active');
  const { tunnels, sessions } = topologyOf({
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      bgpSettings: { ...gateway.bgpSettings, customBgpIpAddresses: [['169.254.21.2'], ['169.254.22.2']] },
    })),
    localNetworkGateways: definition.localNetworkGateways.map((gateway) => ({
      ...gateway,
      bgpSettings: { asn: 65050, bgpPeeringAddress: '169.254.21.9' },
    })),
  });
  t.deepEqual(
    tunnels.map(({ ends }) => ends.map(({ innerAddress }) => innerAddress)),
    [
      ['169.254.21.2', '169.254.21.9'],
      ['169.254.22.2', '169.254.21.9'],
    ],
  );
  const through = sessions.filter(({ kind }) => kind === 'tunnel');
  for (const { ends } of through) {
    t.deepEqual(
      ends.map(({ passive }) => passive),
      [true, undefined],
    );
  }
});

test('point-to-site: clients know only the public address that moves, not the instances', (t) => {
  const { nodes, pointToSite } = labTopology('point-to-site');
  const clients = nodes.filter((node) => node.role === 'client');
  t.deepEqual(
    clients.map(({ name, gateway, serverAddress }) => [name, gateway, serverAddress]),
    ['laptop1', 'laptop2', 'laptop3'].map((name) => [name, 'vnet1gw', '203.0.113.10']),
  );
  t.deepEqual(pointToSite[0]?.nodes, ['vnet1gw-0', 'vnet1gw-1']);
  t.regex(pointToSite[0]?.serverName ?? '', /^azuregateway-[0-9a-f-]{36}\.vpn\.azure\.com$/);
});
