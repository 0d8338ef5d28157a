import test from 'ava';
import { clientResults } from '../../src/analysis/clients.ts';
import type { NodeEvent } from '../../src/events/node-event.ts';
import type { FaultObservation } from '../../src/experiment/observations.ts';
import { ms } from './synthetic.ts';

const fault: FaultObservation = {
  name: 'instance-crash',
  target: 'gw-0',
  appliedAfter: 0,
  appliedBefore: 0,
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
  clientResults([{ node: 'laptop', connection: 'gw' }], { events: [...connected, ...events], fault })[0];

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
    noticedMs: null,
    reconnectedMs: null,
    addressBefore: '172.16.0.1',
    addressAfter: null,
  });
});

test('who loses the connection twice is back after the second time; who stays away is not back', (t) => {
  const twice = resultOf(child(false, 100), child(true, 200), child(false, 300), child(true, 900));
  t.is(twice?.disconnections, 2);
  t.is(twice?.noticedMs, 100);
  t.is(twice?.reconnectedMs, 900);
  t.is(resultOf(child(false, 100), child(true, 200), child(false, 300))?.reconnectedMs, null);
});
