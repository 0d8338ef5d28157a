import test from 'ava';
import { labSnapshotSchema } from '../../../src/lab/snapshot/snapshot.ts';
import { snapshotsOf } from '../../../src/lab/snapshot/snapshots-of.ts';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import type { Topology } from '../../../src/topology/topology.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { wholeLab } from '../status/whole-lab.ts';
import { identity } from './identity.ts';
import { blackhole } from './recorded-fault.ts';

const dual = labTopology('dual-redundancy');
const labs = ['dual-redundancy', 'active-standby', 'active-active-static', 'point-to-site', 'vnet-transit'];

const take = (topology: Topology, statuses: readonly NodeStatus[]) =>
  snapshotsOf(identity, topology)({ running: statuses.map(({ node }) => node), statuses, faults: [] });

for (const lab of labs) {
  test(`${lab}: when all nodes run, everything is up at both ends, and every part has its own name`, (t) => {
    const topology = labTopology(lab);
    const snapshot = take(topology, wholeLab(topology));
    t.deepEqual(labSnapshotSchema.parse(snapshot), snapshot);
    t.deepEqual([snapshot.complete, snapshot.missing], [true, []]);
    t.true(snapshot.nodes.every(({ running, ready }) => running && ready));
    t.true(snapshot.tunnels.every(({ ends }) => ends.every(({ installed, node }) => installed && node)));
    t.true(snapshot.sessions.every(({ ends }) => ends.every(({ state }) => state === 'Established')));
    t.true(snapshot.routes.every(({ complete }) => complete));
    t.true(snapshot.clients.every(({ connected, servedBy, address }) => connected && servedBy && address));
    t.true(snapshot.floating.every(({ nodes, holder }) => holder === nodes[0]));
    const { nodes, tunnels, sessions, clients, floating } = snapshot;
    for (const parts of [nodes, tunnels, sessions, clients, floating]) {
      t.is(new Set(parts.map(({ name }) => name)).size, parts.length);
    }
  });
}

test('an end of a tunnel has its node, its start and its packet counters', (t) => {
  const [tunnel] = take(dual, wholeLab(dual)).tunnels;
  t.is(tunnel?.name, 'vnet1gw-0--device1');
  t.deepEqual(tunnel?.ends[1], {
    name: 'device1',
    node: 'device1',
    ike: 'ESTABLISHED',
    installed: true,
    since: '2026-11-22T21:09:20.000Z',
    packets: { in: 10, out: 20, lastReceivedAt: '2026-11-22T21:10:19.500Z' },
  });
});

test('a node that is not ready runs, and has nothing', (t) => {
  const statuses = wholeLab(dual).map((status) =>
    status.node === 'device1'
      ? { ...status, ready: false, tunnels: [], sessions: [], routes: [], interfaces: [] }
      : status,
  );
  const { nodes, tunnels, complete } = take(dual, statuses);
  t.deepEqual(
    nodes.find(({ name }) => name === 'device1'),
    { name: 'device1', role: 'device', running: true, ready: false },
  );
  t.deepEqual(tunnels[0]?.ends[1], {
    name: 'device1',
    node: 'device1',
    ike: null,
    installed: false,
    since: null,
    packets: null,
  });
  t.false(complete);
});

test('a node that does not run has no tunnel ends, even if it had some before', (t) => {
  const running = dual.nodes.map(({ name }) => name).filter((name) => name !== 'vnet1gw-0');
  const snapshot = snapshotsOf(identity, dual)({ running, statuses: wholeLab(dual), faults: [] });
  t.like(snapshot.tunnels[0]?.ends, [
    { name: 'vnet1gw-0', node: null, installed: false },
    { name: 'device1', node: 'device1', installed: true },
  ]);
  t.true(snapshot.missing.some((missing) => missing.kind === 'node' && missing.node === 'vnet1gw-0'));
});

test('a route shows the actual next hops beside the expected ones', (t) => {
  const statuses = wholeLab(dual).map((status) => ({
    ...status,
    routes: status.routes.map(({ prefix, nextHops }) => ({
      prefix,
      nextHops: status.node === 'device1' ? nextHops.slice(0, 1) : nextHops,
    })),
  }));
  const route = take(dual, statuses).routes.find(({ nodes: [node] }) => node === 'device1');
  t.like(route, { complete: false, node: 'device1' });
  t.deepEqual([route?.expected.length, route?.found.length], [2, 1]);
});

test('after a takeover, the sibling has the addresses and the end of the tunnel', (t) => {
  const topology = labTopology('active-standby');
  const [first, second] = ['vnet1gw-0', 'vnet1gw-1'];
  const swapped = wholeLab(topology).map((status) => {
    const node = status.node === first ? second : status.node === second ? first : status.node;
    return { ...status, node: node ?? '' };
  });
  const { floating, tunnels } = take(
    topology,
    swapped.filter(({ node }) => node !== first),
  );
  t.true(floating.every(({ holder }) => holder === second));
  t.like(tunnels[0]?.ends[0], { name: 'vnet1gw', node: second, installed: true });
});

test('the address of the gateway decides where a tunnel would come up', (t) => {
  const topology = labTopology('active-standby');
  const statuses = wholeLab(topology).map((status) => ({ ...status, tunnels: [] }));
  t.like(take(topology, statuses).tunnels[0]?.ends[0], { node: 'vnet1gw-0', installed: false, ike: null });
});

test('a fault lasts for its duration, or until it is healed', (t) => {
  const timed = { ...blackhole, parameters: { lastsSeconds: 30 } };
  const faults = [timed, blackhole];
  const snapshot = snapshotsOf(identity, dual)({ running: [], statuses: [], faults });
  t.deepEqual(
    snapshot.faults.map(({ since, endsAt, parameters }) => [since, endsAt, parameters]),
    [
      ['2026-11-22T21:10:00.000Z', '2026-11-22T21:10:30.000Z', { lastsSeconds: 30 }],
      ['2026-11-22T21:10:00.000Z', null, {}],
    ],
  );
});
