import test from 'ava';
import { firstDetection } from '../../../src/analysis/recovery/detection.ts';
import { fibChange } from '../../../src/analysis/recovery/fib-change.ts';
import { decisionOf } from '../../../src/analysis/recovery/mechanism.ts';
import type { RecoveryPoint } from '../../../src/analysis/recovery/recovery-map.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { charonSaid, gaveUp, ms } from '../synthetic.ts';

/** The device of an active-standby gateway whose second instance takes over. */
const device: RecoveryPoint = {
  pair: 'vm1--host1',
  direction: 'return',
  tunnels: ['gw--device1'],
  node: 'device1',
  watches: { tunnels: ['gw'], bgpNeighbors: ['10.1.255.30'], bfdNeighbors: [], interfaces: [] },
  healthProbe: false,
  takeover: { node: 'gw-1', address: '203.0.113.10/24' },
  comeback: { by: 'takeover', node: 'gw-1' },
  prefixes: ['10.1.0.0/16'],
  failedNextHops: { gateways: [], interfaces: ['ipsec0'] },
};

const address = (node: string, text: string, at: number, present = true): NodeEvent => ({
  kind: 'address',
  node,
  interface: 'wan0',
  address: text,
  present,
  time: ms(at),
});

const route = (at: number, gateway?: string): NodeEvent => ({
  kind: 'route',
  node: 'device1',
  prefix: '10.1.0.0/16',
  nextHops: gateway === undefined ? [] : [{ gateway, interface: 'ipsec0' }],
  time: ms(at),
});

const span = { from: 0, to: ms(10_000) };
const crashed = { silent: true, deadNodes: ['gw-0'] };

test('flows that have no other way are back because the sibling got the address, not because a timer expired', (t) => {
  const events: NodeEvent[] = [
    { kind: 'ike', node: 'device1', tunnel: 'gw', up: false, time: ms(3000) },
    address('gw-1', '10.1.255.30/27', 3400),
    address('gw-1', '203.0.113.10/24', 3401),
  ];
  const detection = firstDetection(events, device, span, crashed);
  t.is(detection?.mechanism, 'takeover');
  t.is(detection?.time, ms(3401));
  t.is(
    detection && decisionOf(detection.mechanism, detection.node).text,
    'takeover of the addresses (VRRP) on gw-1',
  );
});

test('an address that the sibling loses, or had before the fault, is not a takeover', (t) => {
  const events = [address('gw-1', '203.0.113.10/24', 3401, false), address('gw-1', '203.0.113.10/24', -5)];
  t.is(firstDetection(events, device, span, crashed), undefined);
});

test('a replacement decides when its start script has ended', (t) => {
  const { takeover: _, ...alone } = device;
  const point: RecoveryPoint = { ...alone, comeback: { by: 'replacement', node: 'gw-0' } };
  const events: NodeEvent[] = [
    { kind: 'ready', node: 'gw-1', time: ms(100) },
    { kind: 'ready', node: 'gw-0', time: ms(6500) },
  ];
  t.is(firstDetection(events, point, span, crashed)?.time, ms(6500));
});

test('of two dead machines, the one that is back first carries the flows of the other', (t) => {
  const { takeover: _, ...alone } = device;
  const point: RecoveryPoint = { ...alone, comeback: { by: 'replacement', node: 'gw-1' } };
  const detection = firstDetection([{ kind: 'ready', node: 'gw-0', time: ms(6500) }], point, span, {
    silent: true,
    deadNodes: ['gw-0', 'gw-1'],
  });
  t.is(
    detection && decisionOf(detection.mechanism, detection.node).text,
    'return of the failed machine gw-0',
  );
});

test('an SA that the new owner of the address replaces was not given up by dead peer detection', (t) => {
  const { comeback: _, ...point } = device;
  const down = (at: number): NodeEvent => ({
    kind: 'ike',
    node: 'device1',
    tunnel: 'gw',
    up: false,
    time: ms(at),
  });
  const taken = address('gw-1', '203.0.113.10/24', 2700);
  const expired = charonSaid('device1', ms(2599), gaveUp);
  t.is(firstDetection([expired, down(2600), taken], point, span, crashed)?.mechanism, 'dpd');
  t.is(firstDetection([taken, down(2750)], point, span, crashed)?.mechanism, 'takeover');
});

test('an SA that the failed machine itself replaced after its return was not given up by dead peer detection', (t) => {
  const { comeback: _, takeover: __, ...point } = device;
  const down: NodeEvent = { kind: 'ike', node: 'device1', tunnel: 'gw', up: false, time: ms(6649) };
  const ready = (node: string, at: number): NodeEvent => ({ kind: 'ready', node, time: ms(at) });
  const mechanism = (...events: NodeEvent[]) =>
    firstDetection([...events, down], point, span, crashed)?.mechanism;
  t.is(mechanism(ready('gw-0', 6588)), 'replacement');
  const expired = charonSaid('device1', ms(6648), gaveUp);
  t.is(mechanism(expired, ready('gw-0', 6588)), 'dpd');
  t.is(mechanism(expired, ready('gw-0', 6700)), 'dpd');
  t.is(mechanism(expired, ready('gw-0', -5000), ready('gw-1', 3000)), 'dpd');
});

test('the routes have changed when the last one is there again', (t) => {
  const events = [route(1000), route(3600, '10.1.255.30'), route(20_000, '10.1.255.30')];
  t.is(fibChange(events, device, span)?.time, ms(3600));
  t.is(fibChange([route(1000)], device, span), undefined);
});
