import test from 'ava';
import { takeoverFrom } from '../../src/analysis/recovery/points/comeback.ts';
import type { Definition } from '../../src/definition/definition.ts';
import { takeoverSeconds } from '../../src/definition/profile.ts';
import { untoldPeers } from '../../src/faults/kit/farewell.ts';
import { userspaceDataplane } from '../../src/nodes/ipsec/userspace/userspace-dataplane.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import { clientsOf } from '../../src/topology/find.ts';
import { reachEnds } from '../../src/topology/reach/reach-end.ts';
import { labDefinition, topologyOf } from './lab-topology.ts';

/** The lab with point-to-site, its gateway active-active: a third address and two instances for three clients. */
function spreadClients(): Definition {
  const definition = labDefinition('point-to-site');
  return {
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      activeActive: true,
      publicIPAddresses: ['203.0.113.10', '203.0.113.11', '203.0.113.12'].map((ipAddress, index) => ({
        name: `VNet1GWIP${index + 1}`,
        ipAddress,
      })),
      bgpSettings: { ...gateway.bgpSettings, bgpPeeringAddresses: ['10.12.255.4', '10.12.255.5'] },
    })),
  };
}

const topology = topologyOf(spreadClients());
const [service] = topology.pointToSite;

const fileOf = (node: string, name: string): string => {
  const plan = planNodes(topology, userspaceDataplane).find((one) => one.node === node);
  return [...(plan?.files ?? [])].find(([path]) => path.endsWith(name))?.[1].content ?? '';
};

test('clients know the third address, and each instance has its part of the pool and of the clients', (t) => {
  t.deepEqual(
    clientsOf(topology).map(({ serverAddress, gateway }) => [serverAddress, gateway]),
    Array(3).fill(['203.0.113.12', 'vnet1gw']),
  );
  t.deepEqual(service?.shares, [
    {
      node: 'vnet1gw-0',
      address: '203.0.113.254',
      addressPool: ['172.16.201.0/25'],
      clients: ['laptop1', 'laptop3'],
    },
    {
      node: 'vnet1gw-1',
      address: '203.0.113.253',
      addressPool: ['172.16.201.128/25'],
      clients: ['laptop2'],
    },
  ]);
  const clients = reachEnds(topology).filter(({ kind }) => kind === 'client');
  t.deepEqual(
    clients.map(({ address, servers }) => [address, servers]),
    [
      ['172.16.201.1', ['vnet1gw-0']],
      ['172.16.201.129', ['vnet1gw-1']],
      ['172.16.201.1', ['vnet1gw-0']],
    ],
  );
});

test('the public network has the third address, and sends each client to its instance', (t) => {
  const [laptop1, laptop2, laptop3] = clientsOf(topology).map(({ publicAddress }) => publicAddress);
  t.regex(fileOf('internet', paths.network), /address add 203\.0\.113\.12\/32 dev public\d/);
  t.deepEqual(fileOf('internet', paths.nftables).match(/^ +ip daddr .* dnat .*$/gm), [
    `    ip daddr 203.0.113.12 udp dport { 500, 4500 } dnat to ip saddr map { ${laptop1} : 203.0.113.254, ${laptop2} : 203.0.113.253, ${laptop3} : 203.0.113.254 }`,
  ]);
});

test('each instance serves the clients of its sibling too, when that is lost, with its own half of the pool', (t) => {
  for (const [node, pool] of [
    ['vnet1gw-0', '172.16.201.0/25'],
    ['vnet1gw-1', '172.16.201.128/25'],
  ] as const) {
    const conf = fileOf(node, 'point-to-site/swanctl.conf');
    t.regex(conf, /local_addrs = 203\.0\.113\.254, 203\.0\.113\.253\n/);
    t.deepEqual(conf.match(/addrs = 172.*$/gm), [`addrs = ${pool}`]);
    // Devices get the pool as a whole from both.
    t.regex(fileOf(node, 'bgpd.conf'), /^ +network 172\.16\.201\.0\/24$/m);
  }
});

test('what an instance has for its clients moves after the time of the health probe, and stays', (t) => {
  for (const [profile, seconds] of [
    ['azure', 10],
    // Not its probe of 0.9 s: a crashed instance would take over before it is gone.
    ['fast', 3.5],
  ] as const) {
    const { floating } = topologyOf(spreadClients(), profile);
    t.deepEqual(
      floating.map(({ nodes: [home], returns, virtualRouterId }) => [home, returns, virtualRouterId]),
      [
        ['vnet1gw-0', false, 3],
        ['vnet1gw-1', false, 4],
      ],
    );
    for (const { takeover } of floating) t.true(Math.abs(takeoverSeconds(takeover) - seconds) < 0.02);
  }
  t.regex(fileOf('vnet1gw-0', 'keepalived.conf'), /203\.0\.113\.254\/24 dev wan0/);
});

test('a stand-in that begins closes no connection of its clients', (t) => {
  const script = fileOf('vnet1gw-1', paths.role);
  t.regex(script, /'vnet1gw-clients-0 FAULT' \| 'vnet1gw-clients-0 STOP'\)/);
  t.notRegex(script, /'vnet1gw-clients-0 '\*\)/);
});

test('flows between sites wait for no address of the clients, and a farewell for no client of the sibling', (t) => {
  t.is(takeoverFrom(topology, 'vnet1gw-0'), undefined);
  const up = ['vnet1gw-1', 'laptop1', 'laptop2'].map((node) => ({
    node,
    time: 10,
    kind: 'child' as const,
    tunnel: node === 'vnet1gw-1' ? 'point-to-site' : 'vnet1gw',
    up: true,
  }));
  const untold = untoldPeers(topology, up, { node: 'vnet1gw-1', since: 1000 });
  t.true(untold.includes('the end of the connection of laptop2'), untold.join());
  t.false(untold.includes('the end of the connection of laptop1'), untold.join());
});
