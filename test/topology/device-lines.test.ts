import test from 'ava';
import { recoveryOf } from '../../src/analysis/recovery/recovery-of.ts';
import type { Definition } from '../../src/definition/definition.ts';
import { brokenWithout } from '../../src/faults/kit/link.ts';
import { requirementsOf } from '../../src/lab/redundancy/requirements.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import type { DataplaneName } from '../../src/nodes/ipsec/dataplane.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import { definitionOf } from './definitions.ts';
import { topologyOf } from './lab-topology.ts';

/** One device with two lines to an active-standby gateway. */
function twoLines(activeActive = false): Definition {
  const { sites, virtualNetworkGateways, ...definition } = definitionOf({ devices: 2 });
  return {
    ...definition,
    virtualNetworkGateways: virtualNetworkGateways.map((gateway) =>
      activeActive
        ? gateway
        : {
            ...gateway,
            activeActive,
            publicIPAddresses: gateway.publicIPAddresses.slice(0, 1),
            bgpSettings: { ...gateway.bgpSettings, bgpPeeringAddresses: ['10.1.255.30'] },
          },
    ),
    sites: sites.map((site) => ({
      ...site,
      devices: site.devices
        .slice(0, 1)
        .map((device) => ({ ...device, furtherLocalNetworkGateways: ['lng2'] })),
    })),
  };
}

const filesOf = (definition: Definition, node: string, dataplane: DataplaneName = 'kernel') => {
  const plan = planNodes(topologyOf(definition), dataplaneNamed(dataplane)).find((one) => one.node === node);
  return (name: string): string =>
    [...(plan?.files ?? [])].find(([path]) => path.endsWith(name))?.[1].content ?? '';
};

test('each line has its interface, its tunnel, and the routes of its own address', (t) => {
  const topology = topologyOf(twoLines());
  t.deepEqual(
    topology.tunnels.map(({ name }) => name),
    ['gw--device1', 'gw--device1-wan1'],
  );
  const network = filesOf(twoLines(), 'device1')(paths.network);
  t.regex(network, /address add 198\.51\.100\.10\/24 dev wan0/);
  t.regex(network, /address add 198\.51\.100\.20\/24 dev wan1/);
  t.regex(network, /route add default via 198\.51\.100\.1 dev wan1 table 1001/);
  t.regex(network, /rule add from 198\.51\.100\.20 table 1001/);
  // The first line as well: the other one may be in the network of a peer.
  t.regex(network, /route add default via 198\.51\.100\.1 dev wan0 table 1000/);
  t.regex(network, /rule add from 198\.51\.100\.10 table 1000/);
  t.regex(network, /address add 10\.2\.255\.2\/32 dev lo/);
  const start = filesOf(twoLines(), 'device1')(paths.start);
  t.regex(start, /ip link add ipsec0 type xfrm dev wan0 if_id 1/);
  t.regex(start, /ip link add ipsec1 type xfrm dev wan1 if_id 2/);
});

test('each line has the key of its own connection, for the same gateway', (t) => {
  const definition = twoLines();
  const connections = definition.connections.map((one, index) => ({ ...one, sharedKey: `key${index}` }));
  const secrets = filesOf({ ...definition, connections }, 'device1')('secrets.conf');
  const [gateway] = topologyOf(definition).tunnels.map(({ ends }) => ends[0].publicAddress);
  for (const [index, address] of ['198.51.100.10', '198.51.100.20'].entries()) {
    t.true(
      secrets.includes(`    id-local = ${address}\n    id-remote = ${gateway}\n    secret = "key${index}"\n`),
      secrets,
    );
  }
});

test('the ASN of a device is that of its lines with BGP, whichever comes first', (t) => {
  const definition = twoLines();
  for (const without of ['lng1', 'lng2']) {
    const localNetworkGateways = definition.localNetworkGateways.map((one) => {
      const { bgpSettings, ...others } = one;
      return one.name === without || !bgpSettings ? others : { ...others, bgpSettings };
    });
    const connections = definition.connections.map((one) => ({
      ...one,
      enableBgp: one.localNetworkGateway2 !== without,
    }));
    const { nodes } = topologyOf({ ...definition, localNetworkGateways, connections });
    const device = nodes.find((node) => node.role === 'device');
    t.is(device?.role === 'device' && device.asn, 65050, without);
  }
});

test('over a further line the device knows the gateway by an alias', (t) => {
  const file = filesOf(twoLines(), 'device1');
  const bgpd = file('bgpd.conf');
  t.deepEqual(bgpd.match(/neighbor \S+ (?:remote-as|update-source) \S+/g), [
    'neighbor 10.1.255.30 remote-as 65010',
    'neighbor 10.1.255.30 update-source 10.2.255.1',
    'neighbor 169.254.100.0 remote-as 65010',
    'neighbor 169.254.100.0 update-source 10.2.255.2',
    'neighbor 10.2.0.1 remote-as 65050',
  ]);
  t.regex(bgpd, /set ip next-hop peer-address/);
  t.regex(bgpd, /neighbor 169\.254\.100\.0 route-map from-azure in/);
  t.deepEqual(
    file(paths.nftables)
      .match(/^ +[io]ifname.* set [0-9.]+$/gm)
      ?.slice(-2),
    [
      '    iifname "ipsec1" ip saddr 10.1.255.30 ip saddr set 169.254.100.0',
      '    oifname "ipsec1" ip daddr 169.254.100.0 ip daddr set 10.1.255.30',
    ],
  );
  t.regex(file('swanctl.conf'), /updown 10\.2\.255\.2 169\.254\.100\.0 ipsec1/);
  // The gateway knows nothing of it.
  t.notRegex(filesOf(twoLines(), 'gw-0')('bgpd.conf'), /169\.254\.100/);
});

test('both lines are used at once, and redundancy needs both', (t) => {
  const topology = topologyOf(twoLines());
  const routes = expectedRoutes(topology);
  t.deepEqual(routes.find(({ nodes }) => nodes.includes('device1'))?.choices, [
    [
      { gateway: '10.1.255.30', interface: 'ipsec0' },
      { gateway: '169.254.100.0', interface: 'ipsec1' },
    ],
  ]);
  const facts = requirementsOf(topology).flatMap(({ anyOf }) => anyOf);
  const at = (kind: string) => facts.filter((fact) => fact.kind === kind && fact.node === 'device1');
  t.deepEqual(
    at('tunnel').map(({ of }) => of),
    ['gw', 'gw-over-wan1'],
  );
  t.deepEqual(
    at('session').map(({ of }) => of),
    ['10.1.255.30', '169.254.100.0', '10.2.0.1'],
  );
});

test('a line that is lost is one tunnel, which both of its ends notice', (t) => {
  const topology = topologyOf(twoLines());
  const broken = brokenWithout(topology, 'device1:wan1');
  t.deepEqual(broken, { nodes: [], tunnels: ['gw--device1-wan1'] });
  const { recovery, stranded } = recoveryOf(topology, broken);
  t.deepEqual(stranded, []);
  const device = recovery.find(({ node }) => node === 'device1');
  t.deepEqual(device?.watches.tunnels, ['gw-over-wan1']);
  t.deepEqual(device?.watches.bgpNeighbors, ['169.254.100.0']);
  t.deepEqual(brokenWithout(topology, 'device1:wan0').tunnels, ['gw--device1']);
});

test('with an active-active gateway each instance has an alias of its own', (t) => {
  t.deepEqual(
    topologyOf(twoLines(true)).tunnels.map(({ name, alias }) => [name, alias]),
    [
      ['gw-0--device1', undefined],
      ['gw-1--device1', undefined],
      ['gw-0--device1-wan1', '169.254.100.0'],
      ['gw-1--device1-wan1', '169.254.100.2'],
    ],
  );
});
