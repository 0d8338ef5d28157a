import test from 'ava';
import { labLimits } from '../../src/definition/lab-limits.ts';
import { DefinitionError } from '../../src/definition/problems/definition-error.ts';
import { profileNamed } from '../../src/definition/profile.ts';
import { userspaceDataplane } from '../../src/nodes/ipsec/userspace/userspace-dataplane.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { buildTopology } from '../../src/topology/build-topology.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { hundredTunnels, largeLab } from '../topology/large-lab.ts';
import { labOfSize, labsAtLimits } from './labs-at-limits.ts';

const topologyOf = (shape: Parameters<typeof largeLab>[0]) =>
  buildTopology(largeLab(shape), profileNamed('fast'));
const repeated = (values: readonly string[]) =>
  values.filter((value, index) => values.indexOf(value) !== index);

/** Every address that the wires and tunnels of a lab have, in each of its networks. */
const addressesOf = ({ nodes }: Topology) =>
  nodes.flatMap(({ name, interfaces, bridges }) => [
    ...interfaces.map(({ address, attachedTo }) => `${address} on ${attachedTo.node} ${attachedTo.bridge}`),
    ...bridges.map((bridge) => `${bridge.address} on ${name} ${bridge.name}`),
  ]);

test('a site with one prefix more than a gateway accepts is read, and every speaker has its routes', (t) => {
  const prefixes = labLimits.prefixes.most;
  const topology = topologyOf({ devices: 2, devicesPerSite: 2, prefixes });
  t.is(expectedRoutes(topology).filter(({ nodes }) => nodes.includes('gw-0')).length, prefixes);
  const plan = planNodes(topology, userspaceDataplane).find(({ node }) => node === 's0');
  const frr = plan?.files.get('/etc/frr/bgpd.conf')?.content ?? '';
  t.is(frr.match(/^ {2}network /gm)?.length, prefixes);
});

test('a network with as many prefixes is read, and its instances refuse them all before they accept the rest', (t) => {
  const networkPrefixes = labLimits.prefixes.most;
  const topology = topologyOf({ devices: 1, devicesPerSite: 1, networkPrefixes });
  t.is(expectedRoutes(topology).filter(({ nodes }) => nodes.includes('d0')).length, networkPrefixes);
  const plan = planNodes(topology, userspaceDataplane).find(({ node }) => node === 'gw-0');
  const frr = plan?.files.get('/etc/frr/bgpd.conf')?.content ?? '';
  t.is(frr.match(/^ {2}network /gm)?.length, networkPrefixes);
  for (const list of ['from-device', 'to-platform']) {
    const entries = [...frr.matchAll(new RegExp(`^ip prefix-list ${list} seq (\\d+) (deny|permit) `, 'gm'))]
      .map(([, number, action]) => ({ number: Number(number), action }))
      .sort((a, b) => a.number - b.number);
    const numbers = entries.map(({ number }) => number);
    t.is(new Set(numbers).size, networkPrefixes + 1);
    t.is(
      entries.findIndex(({ action }) => action === 'permit'),
      networkPrefixes,
    );
  }
});

test('a prefix more than the limit is refused', (t) => {
  const prefixes = labLimits.prefixes.most + 1;
  const error = t.throws(() => largeLab({ devices: 2, devicesPerSite: 2, prefixes }), {
    instanceOf: DefinitionError,
  });
  t.regex(error?.message ?? '', /4001/);
});

for (const [what, shape] of Object.entries({
  'fifty devices in seven sites': hundredTunnels,
  'fifty devices in one site': { devices: 50, devicesPerSite: 50 },
  'fifty sites with one device each': { devices: 50, devicesPerSite: 1 },
})) {
  test(`${what}: names and addresses neither run out nor clash`, (t) => {
    const topology = topologyOf(shape);
    t.is(topology.tunnels.length, 100);
    t.deepEqual(repeated(topology.nodes.map(({ name }) => name)), []);
    t.deepEqual(repeated(topology.tunnels.map(({ name }) => name)), []);
    t.deepEqual(repeated(addressesOf(topology)), []);
    for (const { interfaces, bridges } of topology.nodes) {
      const names = [...interfaces, ...bridges].map(({ name }) => name);
      t.deepEqual(repeated(names), []);
      t.true(names.every((name) => name.length <= 15));
    }
  });

  test(`${what}: no router has more equal paths than it may use`, (t) => {
    const routes = expectedRoutes(topologyOf(shape));
    const plans = planNodes(topologyOf(shape), userspaceDataplane);
    for (const { node, files } of plans) {
      const [, most = 'none'] =
        /maximum-paths (?:ibgp )?(\d+)/.exec(files.get('/etc/frr/bgpd.conf')?.content ?? '') ?? [];
      const own = routes.filter(({ nodes }) => nodes.includes(node));
      t.true(own.every(({ choices }) => choices.every((hops) => hops.length <= Number(most))));
    }
  });
}

for (const [what, size] of Object.entries(labsAtLimits)) {
  test(`${what} are read and planned, and names and addresses neither run out nor clash`, (t) => {
    const before = process.cpuUsage();
    const topology = buildTopology(labOfSize(size), profileNamed('fast'));
    // Before prefixes were parsed only once it took 30 s for the largest of these labs, and now 1 s.
    t.true(process.cpuUsage(before).user < 10_000_000);
    t.deepEqual(repeated(topology.nodes.map(({ name }) => name)), []);
    t.deepEqual(repeated(addressesOf(topology)), []);
    t.true(expectedRoutes(topology).length > 0);
    t.is(planNodes(topology, userspaceDataplane).length, topology.nodes.length);
  });
}

test('a site whose devices do not fit into its first prefix is refused, not brought up', (t) => {
  const site = (lan: string) => () => largeLab({ devices: 6, devicesPerSite: 6, lan });
  t.notThrows(site('10.100.0.0/28'));
  const error = t.throws(site('10.100.0.0/29'), { instanceOf: DefinitionError });
  t.regex(error?.message ?? '', /has no room for its router and 6 devices/);
});

test('public addresses that leave none for the router between them are refused', (t) => {
  const error = t.throws(() => largeLab({ devices: 254, devicesPerSite: 1 }), {
    instanceOf: DefinitionError,
  });
  t.regex(error?.message ?? '', /All 254 addresses of 131\.107\.72\.0\/24 are public addresses of the lab/);
});
