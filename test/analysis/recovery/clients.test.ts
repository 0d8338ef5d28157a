import test from 'ava';
import { clientResults } from '../../../src/analysis/recovery/clients.ts';
import { pointToSiteConnection } from '../../../src/nodes/point-to-site/point-to-site-gateway-conf.ts';
import type { AppliedFault } from '../../../src/observations/applied-fault.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { ms } from '../synthetic.ts';

const t0 = { lower: 0, upper: 0 };
const crash: AppliedFault = {
  fault: 'instance-crash',
  target: 'gw-0',
  appliedAt: t0,
  deadNodes: ['gw-0'],
  away: [{ node: 'gw-0', seconds: 6 }],
};

const child = (up: boolean, at: number): NodeEvent => ({
  kind: 'child',
  node: 'laptop',
  tunnel: 'gw',
  up,
  time: ms(at),
});

const address = (text: string, at: number, present = true): NodeEvent => ({
  kind: 'address',
  node: 'laptop',
  interface: 'ipsec0',
  address: `${text}/32`,
  present,
  time: ms(at),
});

const connected = [address('172.16.0.1', -5000), child(true, -4990)];
const resultOf = (...events: NodeEvent[]) =>
  clientResults(
    [{ node: 'laptop', connection: 'gw', interface: 'ipsec0' }],
    {
      events: [crash],
      nodeEvents: [...connected, ...events],
    },
    crash,
    { silent: true },
  )[0];

/** The instance's own events: one client connected. */
const served: NodeEvent[] = [
  { kind: 'ready', node: 'gw-0', time: ms(-9000) },
  { kind: 'child', node: 'gw-0', tunnel: pointToSiteConnection, up: true, time: ms(-4990) },
];

test('a client notices, connects again, and may have another address', (t) => {
  t.deepEqual(
    resultOf(
      child(false, 2800),
      address('172.16.0.1', 3800, false),
      address('172.16.0.3', 3801),
      child(true, 3810),
    ),
    {
      client: 'laptop',
      disconnections: 1,
      droppedMs: 2800,
      noticedMs: 2800,
      reconnectedMs: 3810,
      addressBefore: '172.16.0.1',
      addressAfter: '172.16.0.3',
    },
  );
});

test('a client of something else is not disconnected', (t) => {
  const other: NodeEvent = { kind: 'child', node: 'device1', tunnel: 'gw', up: false, time: ms(10) };
  t.deepEqual(resultOf(other), {
    client: 'laptop',
    disconnections: 0,
    droppedMs: null,
    noticedMs: null,
    reconnectedMs: null,
    addressBefore: '172.16.0.1',
    addressAfter: null,
  });
});

test('a client that loses its connection twice is back after the second time, or not at all', (t) => {
  const twice = resultOf(child(false, 100), child(true, 200), child(false, 300), child(true, 900));
  t.is(twice?.disconnections, 2);
  t.is(twice?.noticedMs, 100);
  t.is(twice?.reconnectedMs, 900);
  t.is(resultOf(child(false, 100), child(true, 200), child(false, 300))?.reconnectedMs, null);
});

test('an instance that dies silently drops its clients at once, but only if it had any', (t) => {
  const noticed = child(false, 2800);
  t.is(resultOf(...served, noticed)?.droppedMs, 0);
  t.is(resultOf(...served, noticed)?.noticedMs, 2800);
  const [ready, came] = served;
  const left = { ...came, up: false, time: ms(-100) } as NodeEvent;
  t.is(resultOf(ready as NodeEvent, came as NodeEvent, left, noticed)?.droppedMs, 2800);
  const restarted = { ...ready, time: ms(-50) } as NodeEvent;
  t.is(resultOf(...served, restarted, noticed)?.droppedMs, 2800);
});

test('a client that notices a silent crash after the next event was disconnected by the crash', (t) => {
  const lineDown: AppliedFault = {
    fault: 'link-down',
    target: 'device1:wan0',
    appliedAt: { lower: ms(1000), upper: ms(1000) },
    deadNodes: [],
    away: [],
  };
  const clients = [{ node: 'laptop', connection: 'gw', interface: 'ipsec0' }];
  const results = (silent: boolean, ...nodeEvents: NodeEvent[]) =>
    [crash, lineDown].map(
      (event) =>
        clientResults(
          clients,
          { events: [crash, lineDown], nodeEvents: [...connected, ...served, ...nodeEvents] },
          event,
          { silent },
        )[0],
    );
  const [first, second] = results(true, child(false, 2800), child(true, 3810));
  t.deepEqual(
    [first?.disconnections, first?.droppedMs, first?.noticedMs, first?.reconnectedMs],
    [1, 0, 2800, 3810],
  );
  t.is(second?.disconnections, 0);
  const again = results(true, child(false, 500), child(true, 700), child(false, 2800), child(true, 3810));
  t.deepEqual(
    again.map((one) => [one?.disconnections, one?.droppedMs, one?.reconnectedMs]),
    [
      [1, 0, 700],
      [1, 1800, 2810],
    ],
  );
});
