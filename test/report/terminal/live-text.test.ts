import test from 'ava';
import { changesBetween } from '../../../src/lab/snapshot/changes.ts';
import type { LabSnapshot } from '../../../src/lab/snapshot/snapshot.ts';
import { snapshotsOf } from '../../../src/lab/snapshot/snapshots-of.ts';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { LiveText } from '../../../src/report/terminal/live-text.ts';
import { identity } from '../../lab/snapshot/identity.ts';
import { blackhole } from '../../lab/snapshot/recorded-fault.ts';
import { wholeLab } from '../../lab/status/whole-lab.ts';
import { labTopology } from '../../topology/lab-topology.ts';

const topology = labTopology('active-standby');
const names = topology.nodes.map(({ name }) => name);
const statuses = wholeLab(topology);
const take = snapshotsOf(identity, topology);
const whole = take({ running: names, statuses, faults: [] });
const at = '2026-11-22T21:10:20.123Z';

test('the first lines say what is watched and what is missing', (t) => {
  t.deepEqual(beginning(whole), [
    'dual-redundancy-20261122-211020-0001: profile fast, userspace ESP; 8 nodes, 1 tunnel, 4 BGP sessions. Times are in UTC.',
    '21:10:20.000  fully redundant',
  ]);
  const broken = take({
    running: names,
    statuses: changed('device1', () => ({ tunnels: [] })),
    faults: [blackhole],
  });
  t.deepEqual(beginning(broken).slice(1), [
    '21:10:20.000  broken on purpose: blackhole of host',
    '21:10:20.000  missing: tunnel vnet1gw--device1 on device1',
  ]);
});

test('each thing that went down or came up has a line', (t) => {
  const down = take({
    running: names,
    statuses: changed('device1', ({ sessions, routes }) => ({
      tunnels: [],
      sessions: sessions.map((session) => ({ ...session, state: 'Idle' })),
      routes: routes.map((route) => ({ ...route, nextHops: [] })),
    })),
    faults: [{ ...blackhole, parameters: { lastsSeconds: 30 } }],
  });
  const lines = linesBetween(whole, down);
  t.true(lines.every((line) => line.startsWith('21:10:20.123  ')));
  t.deepEqual(lines.map(withoutTime), [
    'tunnel vnet1gw--device1 is down at device1',
    'BGP session from device1 to vnet1gw is down',
    'BGP session from device1 to site5 is down',
    'route on device1 to 10.11.0.0/16 is gone',
    'route on device1 to 10.12.0.0/16 is gone',
    'no longer fully redundant',
    'broken: blackhole of host (lastsSeconds=30), until 21:10:30',
  ]);
  t.deepEqual(linesBetween(down, whole).map(withoutTime).slice(-3), [
    'route on device1 to 10.12.0.0/16 over 10.12.255.30',
    'fully redundant',
    'undone: blackhole of host (lastsSeconds=30)',
  ]);
});

test('a takeover shows who has the addresses and the tunnel', (t) => {
  const [first = '', second = ''] = ['vnet1gw-0', 'vnet1gw-1'];
  const after = take({
    running: names.filter((name) => name !== first),
    statuses: statuses.flatMap((status) => {
      if (status.node === first) return [{ ...status, node: second }];
      return status.node === second ? [] : [status];
    }),
    faults: [],
  });
  const lines = linesBetween(whole, after).map(withoutTime);
  t.true(lines.includes('vnet1gw-0 does not run'), lines.join('\n'));
  t.true(lines.includes('tunnel vnet1gw--device1 is up at vnet1gw (vnet1gw-1)'), lines.join('\n'));
  t.true(lines.includes('vnet1gw-1 has 203.0.113.10/24, 10.12.255.30/27'), lines.join('\n'));
});

test('of a node that does not run, nothing else is told', (t) => {
  const after = take({ running: names.filter((name) => name !== 'device1'), statuses, faults: [] });
  t.deepEqual(linesBetween(whole, after).map(withoutTime), [
    'device1 does not run',
    'no longer fully redundant',
  ]);
});

test('an end with other timers has a line', (t) => {
  const [tunnel, ...others] = whole.timers;
  if (!tunnel) throw new Error('There is no tunnel.');
  const slower = { ...tunnel.ends[1], dpdSeconds: 10 };
  const timers = [{ ...tunnel, ends: [tunnel.ends[0], slower] as const }, ...others];
  t.deepEqual(linesBetween(whole, { ...whole, timers }).map(withoutTime), [
    'timers of tunnel vnet1gw--device1 at device1: DPD 10 s, BGP 3/9 s, BFD 3 x 300 ms to its site',
  ]);
});

test('packets that pass are no news', (t) => {
  const later = take({
    running: names,
    statuses: statuses.map((status) => ({
      ...status,
      interfaces: status.interfaces.map((port) => ({ ...port, packetsIn: port.packetsIn + 1 })),
    })),
    faults: [],
  });
  t.deepEqual(changesBetween(whole, later), []);
});

test('of the events, those have a line that no part of the lab shows', (t) => {
  const event = { node: 'device1', time: 1 };
  const lines = (one: NodeEvent) =>
    watching(whole).linesOf({ kind: 'event', sequence: 1, at, event: one }).map(withoutTime);
  t.deepEqual(lines({ ...event, kind: 'exit', program: 'bgpd', end: { signal: 9 } }), [
    'device1: bgpd ended (signal 9)',
  ]);
  t.deepEqual(lines({ ...event, kind: 'carrier', interface: 'wan0', up: false }), [
    'device1: wan0 lost its carrier',
  ]);
  t.deepEqual(lines({ ...event, kind: 'bfd', neighbor: '10.51.0.1', up: false }), [
    'device1: BFD with 10.51.0.1 down',
  ]);
  t.deepEqual(lines({ ...event, kind: 'child', tunnel: 'vnet1gw', up: false }), []);
  const starting = take({
    running: names,
    statuses: changed('device1', () => ({ ready: false })),
    faults: [],
  });
  const carrier = { ...event, kind: 'carrier', interface: 'wan0', up: true } as const;
  t.deepEqual(watching(starting).linesOf({ kind: 'event', sequence: 1, at, event: carrier }), []);
});

test('the end of the lab is the last line', (t) => {
  t.deepEqual(watching(whole).linesOf({ kind: 'end', sequence: 9, at }), [
    '21:10:20.123  The lab was removed.',
  ]);
});

function changed(node: string, by: (status: NodeStatus) => Partial<NodeStatus>): NodeStatus[] {
  return statuses.map((status) => (status.node === node ? { ...status, ...by(status) } : status));
}

const beginning = (snapshot: LabSnapshot): string[] =>
  new LiveText().linesOf({ kind: 'snapshot', sequence: 0, snapshot });

function watching(snapshot: LabSnapshot): LiveText {
  const text = new LiveText();
  text.linesOf({ kind: 'snapshot', sequence: 0, snapshot });
  return text;
}

function linesBetween(before: LabSnapshot, after: LabSnapshot): string[] {
  const text = watching(before);
  return changesBetween(before, after).flatMap((change) =>
    text.linesOf({ kind: 'change', sequence: 1, at, change }),
  );
}

const withoutTime = (line: string): string => line.slice('21:10:20.123  '.length);
