import { rm } from 'node:fs/promises';
import anyTest, { type TestFn } from 'ava';
import { z } from 'zod';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { reachability } from '../../src/topology/reach/reachability.ts';
import { readDefinition } from '../definition/read-definition.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { topologyOf } from '../topology/lab-topology.ts';
import { configure, configureAtLength, inNode, swanctl, vtysh } from './support/in-node.ts';
import { azureSide } from './support/lab-files.ts';
import { labDown, labFileIn, labUp } from './support/lab-up.ts';
import { nextHopsTo, statusOf, tunnelsTo } from './support/node-state.ts';
import { unexpectedPings } from './support/ping-ends.ts';
import { reaches, until } from './support/until.ts';

/** Which paths BGP prefers through a gateway, and which routes the gateway does not accept or pass on. */

const test = anyTest as TestFn<{ readonly id: string; readonly folder: string }>;

const instances = { 'vnet1gw-0': '10.12.255.4', 'vnet1gw-1': '10.12.255.5' };
const [first, second] = Object.values(instances);

/**
 * Site5: two equal devices. Site6: two devices, one prepends. Site7: one device with one tunnel. Site8: two devices
 * with one tunnel each, to different instances, and one prepends.
 */
const lab = `
name: routing
${azureSide('asn: 65010')}
localNetworkGateways:
  - { name: Site5-1, gatewayIpAddress: 131.107.72.51, bgpSettings: { asn: 65050, bgpPeeringAddress: 10.51.255.1 } }
  - { name: Site5-2, gatewayIpAddress: 131.107.72.52, bgpSettings: { asn: 65050, bgpPeeringAddress: 10.51.255.2 } }
  - { name: Site6-1, gatewayIpAddress: 131.107.72.61, bgpSettings: { asn: 65060, bgpPeeringAddress: 10.61.255.1 } }
  - { name: Site6-2, gatewayIpAddress: 131.107.72.62, bgpSettings: { asn: 65060, bgpPeeringAddress: 10.61.255.2 } }
  - { name: Site7, gatewayIpAddress: 131.107.72.71, bgpSettings: { asn: 65070, bgpPeeringAddress: 10.71.255.1 } }
  - { name: Site8-1, gatewayIpAddress: 131.107.72.81, bgpSettings: { asn: 65080, bgpPeeringAddress: 10.81.255.1 } }
  - { name: Site8-2, gatewayIpAddress: 131.107.72.82, bgpSettings: { asn: 65080, bgpPeeringAddress: 10.81.255.2 } }

connections:
  - { name: toSite5-1, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: Site5-1, sharedKey: AzureA1b2C3, enableBgp: true }
  - { name: toSite5-2, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: Site5-2, sharedKey: AzureA1b2C3, enableBgp: true }
  - { name: toSite6-1, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: Site6-1, sharedKey: AzureA1b2C3, enableBgp: true }
  - { name: toSite6-2, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: Site6-2, sharedKey: AzureA1b2C3, enableBgp: true }
  - { name: toSite7, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: Site7, sharedKey: AzureA1b2C3, enableBgp: true }
  - { name: toSite8-1, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: Site8-1, sharedKey: AzureA1b2C3, enableBgp: true }
  - { name: toSite8-2, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: Site8-2, sharedKey: AzureA1b2C3, enableBgp: true }

sites:
  - name: Site5
    addressPrefixes: [10.51.0.0/16]
    devices:
      - { name: device1, localNetworkGateway: Site5-1 }
      - { name: device2, localNetworkGateway: Site5-2 }
    hosts: [host5]
  - name: Site6
    addressPrefixes: [10.61.0.0/16]
    devices:
      - { name: device3, localNetworkGateway: Site6-1 }
      - { name: device4, localNetworkGateway: Site6-2, asPathPrepend: 1 }
  - name: Site7
    addressPrefixes: [10.71.0.0/16]
    devices:
      - { name: device5, localNetworkGateway: Site7, peers: [VNet1GWIP1] }
    hosts: [host7]
  - name: Site8
    addressPrefixes: [10.81.0.0/16]
    devices:
      - { name: device6, localNetworkGateway: Site8-1, peers: [VNet1GWIP1] }
      - { name: device7, localNetworkGateway: Site8-2, peers: [VNet1GWIP2], asPathPrepend: 1 }
`;
const sitePrefixes = ['10.51.0.0/16', '10.61.0.0/16', '10.71.0.0/16', '10.81.0.0/16'];

test.before('the lab is brought up', async (t) => {
  const folder = await newTemporaryFolder();
  t.context = { folder, id: await labUp(await labFileIn(folder, lab)) };
});

test.after.always(async (t) => {
  await labDown(t.context.id);
  if (t.context.folder) await rm(t.context.folder, { recursive: true });
});

test.serial('the ends that validate says reach each other do, and no others', async (t) => {
  const expected = reachability(topologyOf(readDefinition(yamlSource(lab, 'lab.yaml'), faults)));
  t.deepEqual(await unexpectedPings(t.context.id, expected), []);
  t.true(expected.pairs.some(({ from, to, reaches }) => from === 'host5' && to === 'host7' && reaches));
});

test.serial(
  'a BGP peer is reached only through its own tunnel or wire, never by a learned or default route',
  async (t) => {
    const { id } = t.context;
    for (const node of [...Object.keys(instances), 'device1', 'device7']) {
      t.regex(await vtysh(id, node, 'show ip nht route-map'), /^bgp +: own-wire/m, node);
      const nextHops = await vtysh(id, node, 'show ip nht');
      t.regex(nextHops, /^ resolved via connected/m, node);
      t.notRegex(
        nextHops,
        /^ resolved via (?!connected|kernel, prefix [0-9.]+\/32)|^ unresolved|\(filtered\)|via default: on/m,
        node,
      );
    }
  },
);

test.serial(
  'equal AS paths: an instance uses both devices, and the virtual network both instances',
  async (t) => {
    const { id } = t.context;
    for (const instance of Object.keys(instances)) {
      t.deepEqual(nextHopsTo(await statusOf(id, instance), '10.51.0.0/16'), ['10.51.255.1', '10.51.255.2']);
    }
    t.deepEqual(await fromNetwork(id, '10.51.0.0/16'), [first, second]);
  },
);

test.serial(
  'no instance sends packets to a device that prepends while the other device is there',
  async (t) => {
    const { id } = t.context;
    for (const instance of Object.keys(instances)) {
      const paths = await pathsOf(id, instance, '10.61.0.0/16');
      const path = (peer: string) => paths.find(({ peerId }) => peerId === peer)?.path;
      t.deepEqual([path('10.61.255.1'), path('10.61.255.2')], ['65060', '65060 65060'], instance);
      t.deepEqual(nextHopsTo(await statusOf(id, instance), '10.61.0.0/16'), ['10.61.255.1'], instance);
    }
    t.deepEqual(await fromNetwork(id, '10.61.0.0/16'), [first, second]);
    const shutdown = 'neighbor 10.12.255.4 shutdown';
    await configure(id, 'device3', 'router bgp 65060', shutdown);
    // Now the paths of the two instances differ, and one instance uses the path through the other.
    await until('The second choice', () => fromNetwork(id, '10.61.0.0/16'), are(second));
    await until(
      'The path through the other instance',
      () => fromInstance(id, 'vnet1gw-0', '10.61.0.0/16'),
      are(second),
    );
    await configure(id, 'device3', 'router bgp 65060', `no ${shutdown}`);
    await until('The first choice', () => fromNetwork(id, '10.61.0.0/16'), are(first, second));
    t.pass();
  },
);

test.serial(
  'an instance without a tunnel to a site reaches it through the other instance, and is not a next hop for it',
  async (t) => {
    const { id } = t.context;
    t.deepEqual(await fromInstance(id, 'vnet1gw-0', '10.71.0.0/16'), ['10.71.255.1']);
    t.deepEqual(await fromInstance(id, 'vnet1gw-1', '10.71.0.0/16'), [first]);
    t.deepEqual(await fromNetwork(id, '10.71.0.0/16'), [first]);
    t.is(await reaches(id, 'vnet1gw-1', '10.71.0.10'), 5);
  },
);

test.serial(
  'different AS paths: the instance with the longer one is not a next hop until they are equal',
  async (t) => {
    const { id } = t.context;
    t.deepEqual(tunnelsTo(await statusOf(id, 'vnet1gw-1')).includes('device7'), true);
    t.deepEqual(await fromInstance(id, 'vnet1gw-1', '10.81.0.0/16'), [first]);
    t.deepEqual(await fromNetwork(id, '10.81.0.0/16'), [first]);
    const prepending = 'neighbor 10.12.255.5 route-map second-choice out';
    const change = (line: string) =>
      configure(id, 'device7', 'router bgp 65080', 'address-family ipv4 unicast', line);
    await change(`no ${prepending}`);
    await until('Equal paths', () => fromNetwork(id, '10.81.0.0/16'), are(first, second));
    t.deepEqual(await fromInstance(id, 'vnet1gw-1', '10.81.0.0/16'), ['10.81.255.2']);
    await change(prepending);
    await until('Unequal paths', () => fromNetwork(id, '10.81.0.0/16'), are(first));
  },
);

test.serial(
  'an instance that has lost its own tunnels reaches every site through the other instance',
  async (t) => {
    const { id } = t.context;
    const own = tunnelsTo(await statusOf(id, 'vnet1gw-1'));
    t.deepEqual(own, ['device1', 'device2', 'device3', 'device4', 'device7']);
    // Otherwise it would open them again by itself.
    await inNode(id, 'vnet1gw-1', 'sh', '-c', 'kill "$(cat /run/retry.pid)"');
    for (const device of own) await swanctl(id, 'vnet1gw-1', '--terminate', '--ike', device);
    for (const prefix of sitePrefixes) {
      await until(
        `${prefix} through the other instance`,
        () => fromInstance(id, 'vnet1gw-1', prefix),
        are(first),
      );
      await until(`${prefix} without this instance`, () => fromNetwork(id, prefix), are(first));
    }
    t.deepEqual((await statusOf(id, 'vnet1gw-1')).tunnels, []);
    t.is(await reaches(id, 'vnet1gw-1', '10.51.0.10'), 5);
    // As a machine that starts.
    await inNode(id, 'vnet1gw-1', 'rm', '/run/connected');
    await inNode(id, 'vnet1gw-1', '/etc/switchover/connect');
    await until('Its return', () => fromNetwork(id, '10.51.0.0/16'), are(first, second));
  },
);

test.serial(
  'a device cannot announce the virtual network or a part of it, only a larger prefix',
  async (t) => {
    const { id } = t.context;
    const own = ['10.11.0.0/16', '10.11.5.0/24', '10.12.255.128/25', '10.12.0.1/32'];
    const foreign = ['10.8.0.0/13', '10.10.0.0/16'];
    await announce(id, 'device1', ...own, ...foreign);
    for (const [instance, address] of Object.entries(instances)) {
      const sent = await until(
        `What device1 announces to ${instance}`,
        () => announcedTo(id, 'device1', address),
        (prefixes) => own.every((prefix) => prefixes.includes(prefix)),
      );
      t.true(foreign.every((prefix) => sent.includes(prefix)));
    }
    await announce(id, 'device1', '10.98.0.0/16');
    for (const instance of Object.keys(instances)) {
      await until('What comes later', () => learnedFrom(id, instance, device1), including('10.98.0.0/16'));
      t.deepEqual(
        await learnedFrom(id, instance, device1),
        ['10.51.0.0/16', '10.98.0.0/16', ...foreign].sort(),
      );
    }
  },
);

test.serial('a default route is accepted from a device, but not passed on to other devices', async (t) => {
  const { id } = t.context;
  await announce(id, 'device1', '0.0.0.0/0', '10.99.0.0/16');
  await until('The default route', () => fromNetwork(id, '0.0.0.0/0'), are(first, second));
  await announce(id, 'device1', '10.97.0.0/16');
  for (const [instance, address] of Object.entries(instances)) {
    t.true((await learnedFrom(id, instance, device1)).includes('0.0.0.0/0'), instance);
    // This site has another ASN, so it accepts from Azure what the first site announces.
    await until('What comes later', () => learnedFrom(id, 'device3', address), including('10.97.0.0/16'));
    const learned = await learnedFrom(id, 'device3', address);
    t.true(learned.includes('10.99.0.0/16'));
    t.false(learned.includes('0.0.0.0/0'), instance);
  }
});

const device1 = '10.51.255.1';

async function fromInstance(id: string, instance: string, prefix: string): Promise<string[]> {
  return nextHopsTo(await statusOf(id, instance), prefix);
}

/** Next hops of the virtual network's router. */
const fromNetwork = (id: string, prefix: string) => fromInstance(id, 'testvnet1', prefix);

const are =
  (...wanted: readonly (string | undefined)[]) =>
  (found: readonly string[]) =>
    found.join() === wanted.join();

const including = (wanted: string) => (found: readonly string[]) => found.includes(wanted);

/** Lets a device announce prefixes that it need not have, past its own filter towards Azure. */
function announce(id: string, device: string, ...prefixes: readonly string[]): Promise<void> {
  return configureAtLength(id, device, [
    'ip prefix-list to-azure seq 1000 permit any',
    'router bgp 65050',
    'no bgp network import-check',
    'address-family ipv4 unicast',
    ...prefixes.map((prefix) => `network ${prefix}`),
  ]);
}

const bgpTable = z.object({
  routes: z.record(z.string(), z.array(z.object({ path: z.string(), peerId: z.string() }))),
});

/** All paths to a prefix that a node knows, not only the best. */
async function pathsOf(id: string, node: string, prefix: string) {
  return (await tableOf(id, node))[prefix] ?? [];
}

/** Prefixes that a node has learned from a neighbour. */
async function learnedFrom(id: string, node: string, neighbor: string): Promise<string[]> {
  return Object.entries(await tableOf(id, node))
    .filter(([, paths]) => paths.some(({ peerId }) => peerId === neighbor))
    .map(([prefix]) => prefix)
    .sort();
}

async function tableOf(id: string, node: string) {
  return bgpTable.parse(JSON.parse(await vtysh(id, node, 'show bgp ipv4 unicast json'))).routes;
}

const advertised = z.object({ advertisedRoutes: z.record(z.string(), z.unknown()) });

async function announcedTo(id: string, node: string, neighbor: string): Promise<string[]> {
  const text = await vtysh(id, node, `show bgp ipv4 unicast neighbors ${neighbor} advertised-routes json`);
  return Object.keys(advertised.parse(JSON.parse(text)).advertisedRoutes);
}
