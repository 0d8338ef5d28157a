import test from 'ava';
import { reconnected, untoldPeers } from '../../../src/faults/kit/farewell.ts';
import { FaultError } from '../../../src/faults/kit/fault-error.ts';
import { drainStamp } from '../../../src/faults/kit/retire.ts';
import { pointToSiteConnection } from '../../../src/nodes/point-to-site/point-to-site-gateway-conf.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { recordedCrash, recordedEvents } from '../../observations/events/recorded.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { recordedDrain, recordedDrainStart } from './recorded-drain.ts';

const dualRedundancy = labTopology('dual-redundancy');
const activeStandby = labTopology('active-standby');
const ended = (node: string, tunnel: string, time = 2000): NodeEvent => ({
  node,
  time,
  kind: 'ike',
  tunnel,
  up: false,
});
const child = (node: string, tunnel: string, up: boolean, time: number): NodeEvent => ({
  node,
  time,
  kind: 'child',
  tunnel,
  up,
});

test('a peer is told when its IKE SA has ended since the farewell began', (t) => {
  const instance = { node: 'vnet1gw-0', since: 1000 };
  const events = [ended('device1', 'vnet1gw-0')];
  t.deepEqual(untoldPeers(dualRedundancy, events, instance), ['the end of vnet1gw-0--device2 on device2']);
  t.deepEqual(untoldPeers(dualRedundancy, [...events, ended('device2', 'vnet1gw-0')], instance), []);
});

test('an end before the farewell, elsewhere, or at the node itself tells no peer', (t) => {
  const events = [
    ended('device1', 'vnet1gw-0', 999),
    ended('device1', 'vnet1gw-1'),
    ended('vnet1gw-0', 'device1'),
    { ...ended('device2', 'vnet1gw-0'), up: true },
    child('device1', 'vnet1gw-0', false, 2000),
  ] as const;
  t.is(untoldPeers(dualRedundancy, events, { node: 'vnet1gw-0', since: 1000 }).length, 2);
});

test('a device tells both instances', (t) => {
  const device = { node: 'device2', since: 1000 };
  t.deepEqual(untoldPeers(dualRedundancy, [ended('vnet1gw-1', 'device2')], device), [
    'the end of vnet1gw-0--device2 on vnet1gw-0',
  ]);
});

test('the active instance tells its peers, under the name of the gateway; the standby has no peers to tell', (t) => {
  const [tunnel] = activeStandby.tunnels;
  const [gateway] = tunnel?.ends ?? [];
  const up = [child('vnet1gw-0', 'device1', true, 10)];
  const active = { node: 'vnet1gw-0', since: 1000 };
  t.deepEqual(untoldPeers(activeStandby, up, active), [`the end of ${tunnel?.name} on device1`]);
  t.deepEqual(untoldPeers(activeStandby, [...up, ended('device1', gateway?.name ?? '')], active), []);
  t.deepEqual(untoldPeers(activeStandby, up, { ...active, node: 'vnet1gw-1' }), []);
});

test('an instance that gave its tunnel up before has no peer to tell', (t) => {
  const events = [child('vnet1gw-0', 'device1', true, 10), child('vnet1gw-0', 'device1', false, 20)];
  t.deepEqual(untoldPeers(activeStandby, events, { node: 'vnet1gw-0', since: 1000 }), []);
});

test('an instance that serves clients tells each of them', (t) => {
  const pointToSite = labTopology('point-to-site');
  const [service] = pointToSite.pointToSite;
  const name = service?.name ?? '';
  const clients = ['laptop1', 'laptop2', 'laptop3'];
  const up: NodeEvent[] = [
    { node: 'vnet1gw-0', time: 5, kind: 'ready' },
    ...clients.flatMap((client) => [
      child('vnet1gw-0', pointToSiteConnection, true, 10),
      child(client, name, true, 10),
    ]),
  ];
  const instance = { node: 'vnet1gw-0', since: 1000 };
  const told = ['laptop1', 'laptop2'].map((client) => ended(client, name));
  t.deepEqual(untoldPeers(pointToSite, [...up, ...told], instance), ['the end of the connection of laptop3']);
  t.deepEqual(untoldPeers(pointToSite, up, { ...instance, node: 'vnet1gw-1' }), []);
  const again = child('vnet1gw-0', pointToSiteConnection, true, 2100);
  t.deepEqual(reconnected(pointToSite, up, instance), []);
  t.deepEqual(reconnected(pointToSite, [...up, again], instance), ['clients']);
});

test('in a recorded drain one peer after the other was told', (t) => {
  const untoldAt = (time: number) =>
    untoldPeers(
      dualRedundancy,
      recordedDrain.filter((event) => event.time <= time),
      { node: 'vnet1gw-0', since: recordedDrainStart },
    );
  const [first, second] = ['vnet1gw-0--device1 on device1', 'vnet1gw-0--device2 on device2'].map(
    (end) => `the end of ${end}`,
  );
  t.deepEqual(untoldAt(recordedDrainStart), [first, second]);
  t.deepEqual(untoldAt(8_370_000_000), [second]);
  t.deepEqual(untoldAt(8_400_000_000), []);
});

test('in a recorded crash no peer was told: a second later none knew', (t) => {
  const events = recordedEvents().filter(({ time }) => time < recordedCrash + 1e9);
  t.deepEqual(untoldPeers(dualRedundancy, events, { node: 'vnet1gw-0', since: recordedCrash }), [
    'the end of vnet1gw-0--device1 on device1',
    'the end of vnet1gw-0--device2 on device2',
  ]);
});

test('a peer that connects again before the node is gone is found', (t) => {
  const instance = { node: 'vnet1gw-0', since: recordedDrainStart };
  t.deepEqual(reconnected(dualRedundancy, recordedDrain, instance), []);
  const again = child('vnet1gw-0', 'device2', true, 8_410_000_000);
  t.deepEqual(reconnected(dualRedundancy, [...recordedDrain, again], instance), ['vnet1gw-0--device2']);
  const gone = child('vnet1gw-0', 'device2', false, 8_420_000_000);
  t.deepEqual(reconnected(dualRedundancy, [...recordedDrain, again, gone], instance), []);
});

test('a drain begins with a stamp', (t) => {
  t.is(drainStamp('3779049597413\nterminate completed successfully\n'), 3_779_049_597_413);
  for (const output of ['', 'sh: switchover-stamp: not found\n', '12.5\n', '-1\n']) {
    t.throws(() => drainStamp(output), { instanceOf: FaultError });
  }
});
