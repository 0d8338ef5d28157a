import test from 'ava';
import { FaultError } from '../../../src/faults/kit/fault-error.ts';
import { assertSilence } from '../../../src/faults/kit/silence.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { dualRedundancy } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';

const topology = topologyOf(dualRedundancy());
const fault = { since: 1000, deadNodes: ['vnet1gw-0'] };
const carrier = (node: string, name: string, time = 2000, up = false): NodeEvent => ({
  node,
  time,
  kind: 'carrier',
  interface: name,
  up,
});

test('a neighbour that lost a carrier was told', (t) => {
  const events = [carrier('device1', 'wan0'), carrier('testvnet1', 'gatewaysubnet')];
  const error = t.throws(() => assertSilence(topology, events, fault), { instanceOf: FaultError });
  t.is(
    error?.message,
    'The fault was not silent: device1, testvnet1 lost a carrier, which no real neighbour would have.',
  );
});

test('a fault without a lost carrier at a neighbour is silent', (t) => {
  const events = [
    carrier('device1', 'wan0', 500),
    carrier('device1', 'wan0', 2000, true),
    // The machine that died, the port of a bridge, a tunnel device, and the public network.
    carrier('vnet1gw-0', 'wan0'),
    carrier('testvnet1', 'vnet1gw-0'),
    carrier('device1', 'ipsec0'),
    carrier('internet', 'public0'),
  ];
  t.notThrows(() => assertSilence(topology, events, fault));
});
