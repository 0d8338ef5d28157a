import test from 'ava';
import { settledEvents } from '../../src/lab/settled-events.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';

const bgp = (time: number, neighbor: string, up: boolean, node = 'gw-0'): NodeEvent => ({
  ...{ node, time, kind: 'bgp', neighbor, up },
});
const address = (time: number, address: string, present: boolean): NodeEvent => ({
  ...{ node: 'client', time, kind: 'address', interface: 'tun0', address, present },
});

test('the last event about each thing of each node stays, in the order of arrival', (t) => {
  const events = [
    bgp(1, '10.0.0.1', true),
    bgp(2, '10.0.0.2', true),
    bgp(3, '10.0.0.1', true, 'gw-1'),
    bgp(4, '10.0.0.1', false),
    bgp(5, '10.0.0.1', true),
  ];
  t.deepEqual(
    settledEvents(events).map(({ time }) => time),
    [2, 3, 5],
  );
});

test('a client that got another address has that as its last one', (t) => {
  const events = [
    address(1, '172.16.0.1/32', true),
    address(2, '172.16.0.1/32', false),
    address(3, '172.16.0.2/32', true),
  ];
  t.deepEqual(
    settledEvents(events).map(({ time }) => time),
    [2, 3],
  );
});

test('lines of logs and ends of daemons are forgotten', (t) => {
  const events: NodeEvent[] = [
    { node: 'gw-0', time: 1, kind: 'log', program: 'bgpd', text: 'hello' },
    { node: 'gw-0', time: 2, kind: 'exit', program: 'bgpd', end: { signal: 9 } },
    { node: 'gw-0', time: 3, kind: 'ready' },
  ];
  t.deepEqual(settledEvents(events), events.slice(2));
});
