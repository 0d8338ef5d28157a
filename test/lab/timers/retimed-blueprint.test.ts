import test from 'ava';
import { withChangedTimers } from '../../../src/definition/change-timers.ts';
import { profileNamed } from '../../../src/definition/profile.ts';
import { labRecord, parseLabRecord } from '../../../src/lab/lab-record.ts';
import { makeBlueprint } from '../../../src/lab/make-blueprint.ts';
import { changedFiles, retimedBlueprint } from '../../../src/lab/timers/retimed-blueprint.ts';
import { dataplaneNamed } from '../../../src/nodes/ipsec/choose.ts';
import { retimeScript } from '../../../src/nodes/scripts/retime-script.ts';
import { retimed } from '../../../src/topology/retimed.ts';
import { labDefinition } from '../../topology/lab-topology.ts';

const blueprintOf = (lab: string, dataplane: 'kernel' | 'userspace') =>
  makeBlueprint({
    definition: labDefinition(lab),
    profile: profileNamed('fast'),
    dataplane,
    kernel: { esp: true, multipathHashSeed: true, netem: false },
    image: 'switchover-node:1',
    now: new Date('2026-11-22T21:10:20.690Z'),
  });

const change = {
  connection: 'VNet1toSite5_1',
  dpdTimeoutSeconds: 10,
  bgp: { keepaliveSeconds: 1, holdSeconds: 6 },
};

async function changed(dataplane: 'kernel' | 'userspace') {
  const before = await blueprintOf('dual-redundancy', dataplane);
  const after = retimedBlueprint(before, withChangedTimers(before.definition, change));
  const filesOf = (node: string) => {
    const [was, is] = [before, after].map(({ plans }) => plans.find((plan) => plan.node === node));
    if (!was || !is) throw new Error(`${node} has no plan.`);
    return changedFiles(was, is);
  };
  const scriptOf = (node: string) =>
    retimeScript({
      node,
      topology: after.topology,
      dataplane: dataplaneNamed(dataplane),
      changed: new Set(filesOf(node).keys()),
    });
  return { before, after, filesOf, scriptOf };
}

test('only files with timers change: neither keys nor seeds', async (t) => {
  const { before, after, filesOf } = await changed('userspace');
  t.deepEqual([...filesOf('device1').keys()].sort(), [
    '/etc/frr/bgpd.conf',
    '/etc/ipsec/vnet1gw-0/strongswan.conf',
    '/etc/ipsec/vnet1gw-0/swanctl.conf',
    '/etc/ipsec/vnet1gw-1/strongswan.conf',
    '/etc/ipsec/vnet1gw-1/swanctl.conf',
  ]);
  t.deepEqual([...filesOf('device2').keys()], []);
  t.deepEqual(
    after.plans.map(({ sysctls }) => sysctls),
    before.plans.map(({ sysctls }) => sysctls),
  );
  t.deepEqual(
    after.definition.connections.map(({ sharedKey }) => sharedKey),
    before.definition.connections.map(({ sharedKey }) => sharedKey),
  );
});

test('the tunnels of the connection and the sessions of its device begin anew', async (t) => {
  const { before, after } = await changed('userspace');
  const { tunnels, sessions } = retimed(before.topology, after.topology);
  t.deepEqual(
    tunnels.map(({ name }) => name),
    ['vnet1gw-0--device1', 'vnet1gw-1--device1'],
  );
  t.deepEqual(
    sessions.map(({ ends }) => ends.map(({ name }) => name).join(' ')),
    ['vnet1gw-0 device1', 'vnet1gw-1 device1', 'device1 site5'],
  );
});

test('the daemons of a device read their new timers', async (t) => {
  const { scriptOf } = await changed('userspace');
  const lines = scriptOf('device1')?.split('\n') ?? [];
  t.deepEqual(lines.slice(0, 2), ['exec 9>/run/role.lock', 'flock 9']);
  t.is(lines.filter((line) => line.includes('--reload-settings')).length, 2);
  t.is(lines.filter((line) => line.includes('--load-all')).length, 2);
  t.regex(lines.at(-1) ?? '', /^vtysh -c 'configure terminal' -c 'router bgp \d+' .*timers 1 6'/);
  t.is(scriptOf('device2'), undefined);
});

test('one charon for all tunnels reads each of its files once', async (t) => {
  const { scriptOf } = await changed('kernel');
  const lines = scriptOf('device1')?.split('\n') ?? [];
  t.is(lines.filter((line) => line.includes('--load-all')).length, 1);
});

test('a connection that comes with floating addresses is not loaded: that would begin it anew', async (t) => {
  const before = await blueprintOf('active-standby', 'userspace');
  const after = retimedBlueprint(
    before,
    withChangedTimers(before.definition, { connection: 'all', dpdTimeoutSeconds: 10 }),
  );
  const plans = [before, after].map((one) => one.plans.find(({ node }) => node === 'vnet1gw-0'));
  const [was, is] = plans;
  if (!was || !is) throw new Error('vnet1gw-0 has no plan.');
  const files = changedFiles(was, is);
  const dataplane = dataplaneNamed('userspace');
  const script = retimeScript({
    node: 'vnet1gw-0',
    topology: after.topology,
    dataplane,
    changed: new Set(files.keys()),
  });
  t.true([...files.keys()].some((path) => path.endsWith('/vnet1gw.conf')));
  t.regex(script ?? '', /--reload-settings/);
  t.notRegex(script ?? '', /--load-all/);
});

test('another process learns the timers from the record of the lab', async (t) => {
  const { before, after } = await changed('userspace');
  const [, { content }] = labRecord(after);
  const { definition } = parseLabRecord(content);
  const learned = retimedBlueprint(before, definition);
  t.deepEqual(learned.definition, after.definition);
  t.deepEqual(learned.topology, after.topology);
  t.deepEqual(learned.plans, after.plans);
});
