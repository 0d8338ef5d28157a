import test from 'ava';
import { predict } from '../../src/analysis/prediction/prediction.ts';
import { recoveryOf } from '../../src/analysis/recovery/recovery-of.ts';
import type { Definition } from '../../src/definition/definition.ts';
import type { DeviceRouting } from '../../src/definition/device-routing.ts';
import { withoutOwnTimers } from '../../src/definition/timers.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import { expectedTunnels } from '../../src/topology/expected-tunnels.ts';
import { longestTimers } from '../../src/topology/longest-timers.ts';
import { trafficEnds } from '../../src/topology/traffic-ends.ts';
import { context } from '../analysis/synthetic.ts';
import { definitionOf } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

/** Two devices, of which the first one routes differently. */
function withFirst(routing: Partial<DeviceRouting>, definition = definitionOf()): Definition {
  return {
    ...definition,
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device, index) => (index === 0 ? { ...device, ...routing } : device)),
    })),
  };
}

/** The lines of a node's file that are not in that of a device with the defaults. */
function changedLines(definition: Definition, file: string, node = 'device1'): string[] {
  const linesOf = (each: Definition) =>
    planNodes(topologyOf(each), dataplaneNamed('userspace'))
      .find((plan) => plan.node === node)
      ?.files.get(`/etc/frr/${file}`)
      ?.content.split('\n') ?? [];
  const usual = new Set(linesOf(definitionOf()));
  return linesOf(definition).filter((line) => !usual.has(line) && line !== 'exit');
}

function routes(definition: Definition): string[] {
  return expectedRoutes(topologyOf(definition))
    .map(({ nodes, prefix, choices }) => {
      const hops = choices.map((set) => set.map(({ gateway = '' }) => gateway).join(' + '));
      return `${nodes.join(' or ')}: ${prefix} via ${hops.join(' or ')}`;
    })
    .sort();
}

test('localPreference: the site sends over the device with the highest, and Azure still uses both', (t) => {
  const definition = withFirst({ localPreference: 200 });
  t.deepEqual(changedLines(definition, 'bgpd.conf'), [
    'route-map from-azure permit 10',
    ' set local-preference 200',
    '  neighbor 10.1.255.4 route-map from-azure in',
    '  neighbor 10.1.255.5 route-map from-azure in',
  ]);
  t.true(routes(definition).includes('site: 10.1.0.0/16 via 10.2.0.2'));
  t.true(routes(definition).includes('gw-0: 10.2.0.0/16 via 10.2.255.1 + 10.2.255.2'));
});

test('prefers: one tunnel is used both ways while it is up', (t) => {
  const definition = withFirst({ prefers: ['ip2'] }, definitionOf({ devices: 1 }));
  t.deepEqual(changedLines(definition, 'bgpd.conf'), [
    'route-map from-azure-2 permit 10',
    ' set local-preference 99',
    'route-map second-choice-2 permit 10',
    ' set as-path prepend 65050',
    '  neighbor 10.1.255.4 route-map from-azure-2 in',
    '  neighbor 10.1.255.4 route-map second-choice-2 out',
  ]);
  t.deepEqual(routes(definition), [
    'device1: 10.1.0.0/16 via 10.1.255.5',
    'gw-0: 10.2.0.0/16 via 10.1.255.5',
    'gw-1: 10.2.0.0/16 via 10.2.255.1',
    'site: 10.1.0.0/16 via 10.2.0.2',
    'vnet: 10.2.0.0/16 via 10.1.255.5',
  ]);
  const topology = topologyOf(definition);
  const { near, far } = trafficEnds(topology);
  t.deepEqual(expectedTunnels(topology, near, far), [['gw-1--device1']]);
  t.deepEqual(expectedTunnels(topology, far, near), [['gw-1--device1']]);
});

test('prefers: a tunnel can be named by its connection', (t) => {
  const definition = withFirst({ prefers: ['connection1'], asPathPrepend: 1 });
  t.deepEqual(changedLines(definition, 'bgpd.conf'), [
    'route-map second-choice permit 10',
    ' set as-path prepend 65050',
    '  neighbor 10.1.255.4 route-map second-choice out',
    '  neighbor 10.1.255.5 route-map second-choice out',
  ]);
});

test('prefers without BGP: the static route of the other tunnel has a longer distance', (t) => {
  const { localNetworkGateways, connections, ...rest } = definitionOf({ devices: 1 });
  const definition = withFirst(
    { prefers: ['ip2'] },
    {
      ...rest,
      localNetworkGateways: localNetworkGateways.map(({ bgpSettings: _, ...gateway }) => ({
        ...gateway,
        localNetworkAddressSpace: { addressPrefixes: ['10.2.0.0/16'] },
      })),
      connections: connections.map((connection) => ({ ...connection, enableBgp: false })),
    },
  );
  t.deepEqual(
    changedLines(definition, 'staticd.conf').filter((line) => line.startsWith('ip route')),
    ['ip route 10.1.0.0/16 169.254.100.0 2', 'ip route 10.1.0.0/16 169.254.100.2'],
  );
  t.true(routes(definition).includes('device1: 10.1.0.0/16 via 169.254.100.2'));
});

test('maximumPaths: the device uses so many of the equal paths, whichever', (t) => {
  const definition = withFirst({ maximumPaths: 1 });
  t.deepEqual(changedLines(definition, 'bgpd.conf'), ['  maximum-paths 1']);
  t.true(routes(definition).includes('device1: 10.1.0.0/16 via 10.1.255.4 or 10.1.255.5'));
  t.true(routes(definition).includes('device2: 10.1.0.0/16 via 10.1.255.4 + 10.1.255.5'));
});

test('announces: Azure reaches a prefix over the devices that announce it', (t) => {
  const usual = definitionOf();
  const definition = withFirst(
    { announces: ['10.3.0.0/16'] },
    {
      ...usual,
      sites: usual.sites.map((site) => ({ ...site, addressPrefixes: ['10.2.0.0/16', '10.3.0.0/16'] })),
    },
  );
  t.deepEqual(changedLines(definition, 'bgpd.conf'), ['ip prefix-list to-azure seq 5 permit 10.3.0.0/16']);
  const all = routes(definition);
  t.true(all.includes('gw-0: 10.2.0.0/16 via 10.2.255.2'));
  t.true(all.includes('gw-0: 10.3.0.0/16 via 10.2.255.1 + 10.2.255.2'));
  t.true(all.includes('site: 10.1.0.0/16 via 10.2.0.2 + 10.2.0.3'));
});

test('bgpTimers: both ends keep the lower hold time, and the prediction has it', (t) => {
  const own = { keepaliveSeconds: 1, holdSeconds: 4, connectRetrySeconds: 2 };
  const definition = withFirst({ bgpTimers: own });
  t.deepEqual(changedLines(definition, 'bgpd.conf'), [
    ' neighbor 10.1.255.4 timers 1 4',
    ' neighbor 10.1.255.4 timers connect 2',
    ' neighbor 10.1.255.5 timers 1 4',
    ' neighbor 10.1.255.5 timers connect 2',
    ' neighbor 10.2.0.1 timers 1 4',
    ' neighbor 10.2.0.1 timers connect 2',
  ]);
  t.deepEqual(changedLines(definition, 'bgpd.conf', 'gw-0'), []);
  // A tunnel that carries IKE and no ESP: only the hold time ends the session.
  const broken = { nodes: [], tunnels: ['gw-0--device1', 'gw-0--device2'], ikeAlive: true } as const;
  const holds = recoveryOf(topologyOf(definition), broken).recovery.map(({ tunnels, bgp }) => [
    tunnels[0],
    bgp?.holdSeconds,
    bgp?.keepaliveSeconds,
  ]);
  t.deepEqual(holds, [
    ['gw-0--device1', 4, 1],
    ['gw-0--device2', 9, 3],
    ['gw-0--device1', 4, 1],
    ['gw-0--device2', 9, 3],
  ]);
});

test('bfd: without it the hold time tells the site that a device is dead; with own timers they do', (t) => {
  const noticed = (definition: Definition) => {
    const { recovery } = recoveryOf(topologyOf(definition), { nodes: ['device1'], tunnels: [] });
    const direction = { pair: recovery[0]?.pair ?? '', name: 'return', flows: [] } as const;
    const prediction = predict(direction, { recovery, silent: true }, context);
    return [prediction?.points[0]?.decidedBy.mechanism, prediction?.minMs, prediction?.maxMs];
  };
  t.deepEqual(noticed(definitionOf()), ['bfd', 671, 971]);
  const without = withFirst({ bfd: false });
  t.deepEqual(changedLines(without, 'bgpd.conf'), []);
  t.is(
    planNodes(topologyOf(without), dataplaneNamed('userspace'))
      .find(({ node }) => node === 'device1')
      ?.files.has('/etc/frr/bfdd.conf'),
    false,
  );
  t.deepEqual(noticed(without), ['bgp-hold', 6071, 9071]);
  const slow = withFirst({ bfd: { intervalMs: 1000, threshold: 4 } });
  t.deepEqual(changedLines(slow, 'bfdd.conf', 'device1'), [
    '  detect-multiplier 4',
    '  receive-interval 1000',
    '  transmit-interval 1000',
  ]);
  t.deepEqual(noticed(slow), ['bfd', 3071, 4071]);
});

test('timers that are asked for on the command line replace those of a device', (t) => {
  const definition = withFirst({
    bgpTimers: { keepaliveSeconds: 100, holdSeconds: 300 },
    bfd: { intervalMs: 1000, threshold: 4 },
  });
  t.is(longestTimers(topologyOf(definition)).bgpHoldSeconds, 300);
  const changed = withoutOwnTimers(definition, {
    bgp: { keepaliveSeconds: 1, holdSeconds: 3 },
    siteBfd: { intervalMs: 100, threshold: 3 },
  });
  t.deepEqual(changed.sites[0]?.devices[0], definitionOf().sites[0]?.devices[0]);
});

test('firewall: stateful drops what began over another device', (t) => {
  const rules = (definition: Definition, node: string) =>
    planNodes(topologyOf(definition), dataplaneNamed('userspace'))
      .find((plan) => plan.node === node)
      ?.files.get('/etc/nftables.conf')?.content ?? '';
  const definition = definitionOf();
  const [site] = definition.sites;
  if (!site) throw new Error('the lab has a site');
  const [first, ...others] = site.devices;
  if (!first) throw new Error('the site has a device');
  const changed: Definition = {
    ...definition,
    sites: [{ ...site, devices: [{ ...first, firewall: 'stateful' }, ...others] }],
  };
  t.true(
    rules(changed, 'device1').endsWith(
      [
        'table inet firewall {',
        '  chain forward {',
        '    type filter hook forward priority filter;',
        '    ct state established,related accept',
        '    ct state invalid counter drop',
        '    ct state new tcp flags & (fin | syn | rst | ack) != syn counter drop',
        '  }',
        '}',
        '',
      ].join('\n'),
    ),
  );
  t.is(rules(changed, 'device2'), rules(definition, 'device2'));
});

test('devices of one site may have different ASNs: the router speaks to each as of its own', (t) => {
  const definition = definitionOf();
  const mixed: Definition = {
    ...definition,
    localNetworkGateways: definition.localNetworkGateways.map((gateway, index) =>
      index === 1 && gateway.bgpSettings
        ? { ...gateway, bgpSettings: { ...gateway.bgpSettings, asn: 65051 } }
        : gateway,
    ),
  };
  const relaxed = [
    ' ! Paths of the same length through different ASNs are equal.',
    ' bgp bestpath as-path multipath-relax',
  ];
  t.deepEqual(changedLines(mixed, 'bgpd.conf', 'site'), [
    ...relaxed,
    ' neighbor 10.2.0.3 remote-as 65051',
    ' neighbor 10.2.0.3 local-as 65051 no-prepend replace-as',
  ]);
  t.deepEqual(changedLines(mixed, 'bgpd.conf', 'device1'), relaxed);
  t.true(changedLines(mixed, 'bgpd.conf', 'device2').includes(' neighbor 10.2.0.1 remote-as 65051'));
  t.deepEqual(changedLines(mixed, 'bgpd.conf', 'gw-0'), [...relaxed, ' neighbor 10.2.255.2 remote-as 65051']);
  t.deepEqual(routes(mixed), routes(definition));
});

test('gracefulRestart: the device offers it, and no other node does', (t) => {
  const definition = withFirst({ gracefulRestart: true });
  t.deepEqual(changedLines(definition, 'bgpd.conf'), [' bgp graceful-restart']);
  t.deepEqual(
    changedLines(definition, 'bgpd.conf', 'site'),
    changedLines(definitionOf(), 'bgpd.conf', 'site'),
  );
});

test('mssClamp: the MSS of connections through the tunnels, or none', (t) => {
  const clamp = (mssClamp?: number | 'none') =>
    planNodes(topologyOf(withFirst(mssClamp === undefined ? {} : { mssClamp })), dataplaneNamed('kernel'))
      .find(({ node }) => node === 'device1')
      ?.files.get(paths.nftables)
      ?.content.match(/maxseg size set \d+/g);
  t.deepEqual(clamp(), ['maxseg size set 1350', 'maxseg size set 1350']);
  t.deepEqual(clamp(1200), ['maxseg size set 1200', 'maxseg size set 1200']);
  t.is(clamp('none'), null);
});
