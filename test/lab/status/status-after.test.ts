import test from 'ava';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import { statusAfter } from '../../../src/lab/status/status-after.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { askedAt, wholeLab } from './whole-lab.ts';

const before = statusOf('vnet1gw-0');
const later = askedAt.monotonicNs + 2_500_000_000;

const at = { node: 'vnet1gw-0', time: later };

const after = (event: NodeEvent, status = before): NodeStatus => statusAfter(status, event);

test('an event from before the answer changes nothing', (t) => {
  const old = { ...at, time: askedAt.monotonicNs - 1 };
  t.is(after({ ...old, kind: 'child', tunnel: 'device1', up: false }), before);
});

test('with an event, everything unchanged becomes older', (t) => {
  const status = after({ ...at, kind: 'child', tunnel: 'device1', up: false });
  t.deepEqual(status.clock, { monotonicNs: later, utcMs: askedAt.utcMs + 2500 });
  t.is(tunnel(status, 'device2')?.establishedSeconds, 62.5);
  t.true(status.sessions.every(({ upSeconds }) => upSeconds === 62.5));
});

test('a tunnel goes down with its child SA or its IKE SA, and comes up again', (t) => {
  const deleted = after({ ...at, kind: 'child', tunnel: 'device1', up: false });
  t.like(tunnel(deleted, 'device1'), { ike: 'ESTABLISHED', child: 'none' });
  const gone = after({ ...at, kind: 'ike', tunnel: 'device1', up: false });
  t.is(tunnel(gone, 'device1'), undefined);
  const established = after({ ...at, time: later + 1e9, kind: 'ike', tunnel: 'device1', up: true }, gone);
  t.like(tunnel(established, 'device1'), { ike: 'ESTABLISHED', child: 'none', establishedSeconds: 0 });
  const back = after({ ...at, time: later + 2e9, kind: 'child', tunnel: 'device1', up: true }, established);
  t.like(tunnel(back, 'device1'), { child: 'INSTALLED', establishedSeconds: 1 });
});

test('a BGP session goes down and comes up, even one that was unknown', (t) => {
  const neighbor = before.sessions[0]?.neighbor ?? '';
  const down = after({ ...at, kind: 'bgp', neighbor, up: false });
  t.like(session(down, neighbor), { state: 'Idle', upSeconds: 0, prefixesReceived: 0 });
  const up = after({ ...at, time: later + 1e9, kind: 'bgp', neighbor, up: true }, down);
  t.like(session(up, neighbor), { state: 'Established', upSeconds: 0 });
  const unknown = after({ ...at, kind: 'bgp', neighbor: '192.0.2.1', up: true });
  t.like(session(unknown, '192.0.2.1'), { state: 'Established' });
});

test('a daemon that ends loses everything it had', (t) => {
  t.deepEqual(after({ ...at, kind: 'exit', program: 'charon-systemd', end: { signal: 9 } }).tunnels, []);
  const { sessions, tunnels } = after({ ...at, kind: 'exit', program: 'bgpd', end: { signal: 9 } });
  t.true(sessions.every(({ state }) => state === 'Idle'));
  t.is(tunnels.length, 2);
  t.is(after({ ...at, kind: 'exit', program: 'sleep', end: { exitCode: 0 } }).tunnels.length, 2);
});

test('routes, addresses and counters are those of the last event', (t) => {
  const nextHops = [{ interface: 'ipsec0' }];
  const routed = after({ ...at, kind: 'route', prefix: '10.51.0.0/16', nextHops });
  t.deepEqual(
    routed.routes.find(({ prefix }) => prefix === '10.51.0.0/16'),
    { prefix: '10.51.0.0/16', nextHops },
  );
  const unrouted = after({ ...at, kind: 'route', prefix: '10.51.0.0/16', nextHops: [] });
  t.is(unrouted.routes.length, before.routes.length - 1);
  const address = { ...at, kind: 'address', interface: 'wan0', address: '203.0.113.9/32' } as const;
  const got = after({ ...address, present: true });
  t.deepEqual(port(got, 'wan0')?.addresses, ['203.0.113.9/32']);
  t.deepEqual(port(after({ ...address, time: later + 1, present: false }, got), 'wan0')?.addresses, []);
  const counted = after({ ...at, kind: 'counters', interface: 'ipsec1', in: 7, out: 8 });
  t.like(port(counted, 'ipsec1'), { packetsIn: 7, packetsOut: 8 });
});

test('a node becomes ready', (t) => {
  t.true(after({ ...at, kind: 'ready' }, { ...before, ready: false }).ready);
});

function statusOf(node: string): NodeStatus {
  const status = wholeLab(labTopology('dual-redundancy')).find((one) => one.node === node);
  if (!status) throw new Error(`There is no ${node}.`);
  return status;
}

const tunnel = ({ tunnels }: NodeStatus, wanted: string) => tunnels.find(({ peer }) => peer === wanted);
const session = ({ sessions }: NodeStatus, wanted: string) =>
  sessions.find(({ neighbor }) => neighbor === wanted);
const port = ({ interfaces }: NodeStatus, wanted: string) =>
  interfaces.find((one) => one.interface === wanted);
