import test from 'ava';
import { LiveState } from '../../src/lab/live-state.ts';
import { missingName } from '../../src/lab/redundancy/missing-name.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import { tunnelsAt } from '../../src/topology/find.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { recordedCrash, recordedEvents, recordedRestoration } from '../observations/events/recorded.ts';
import { definitionOf, dualRedundancy } from '../topology/definitions.ts';
import { labTopology, topologyOf } from '../topology/lab-topology.ts';

const dual = topologyOf(dualRedundancy());

test('at first everything is missing, in bring-up order', (t) => {
  const state = new LiveState(topologyOf(definitionOf({ devices: 1 })));
  t.false(state.isComplete);
  t.deepEqual(namesOf(state), [
    ...['internet', 'vnet', 'gw-0', 'gw-1', 'vm', 'site', 'device1', 'host'].map((node) => `node ${node}`),
    'tunnel gw-0--device1 on gw-0',
    'tunnel gw-0--device1 on device1',
    'tunnel gw-1--device1 on gw-1',
    'tunnel gw-1--device1 on device1',
    'BGP session from gw-0 to device1',
    'BGP session from device1 to gw-0',
    'BGP session from gw-1 to device1',
    'BGP session from device1 to gw-1',
    'BGP session from gw-0 to gw-1',
    'BGP session from gw-1 to gw-0',
    'BGP session from gw-0 to vnet',
    'BGP session from vnet to gw-0',
    'BGP session from gw-1 to vnet',
    'BGP session from vnet to gw-1',
    'BGP session from device1 to site',
    'BGP session from site to device1',
    'route on device1 to 10.1.0.0/16 over 2 next hops',
    'route on site to 10.1.0.0/16 over 1 next hop',
    'route on gw-0 to 10.2.0.0/16 over 1 next hop',
    'route on gw-1 to 10.2.0.0/16 over 1 next hop',
    'route on vnet to 10.2.0.0/16 over 2 next hops',
  ]);
});

test('each event removes exactly one missing thing, until none is left', (t) => {
  for (const topology of [dual, topologyOf(definitionOf({ devices: 3 }))]) {
    const state = new LiveState(topology);
    const events = complete(topology);
    const counted = events.filter(({ kind }) => kind === 'counters').length;
    // That a tunnel carries nothing is only said of one that is up.
    const others = () => state.missing().filter(({ kind }) => kind !== 'packets').length;
    t.is(others(), events.length - counted);
    for (const [index, event] of events.entries()) {
      state.apply(event);
      t.is(others(), Math.max(0, events.length - index - 1 - counted));
      const down = tunnelsOf(state, 'tunnel');
      t.false(tunnelsOf(state, 'packets').some((tunnel) => down.includes(tunnel)));
      if (others() === 0) t.is(state.missing().length, events.length - index - 1);
    }
    t.deepEqual(namesOf(state), []);
  }
});

test('a tunnel or session that goes down is missing again', (t) => {
  const state = upAndRunning();
  state.apply({ node: 'device1', time: 0, kind: 'child', tunnel: 'vnet1gw-0', up: false });
  t.deepEqual(namesOf(state), ['tunnel vnet1gw-0--device1 on device1']);
  state.apply({ node: 'device1', time: 0, kind: 'bgp', neighbor: '10.12.255.4', up: false });
  t.deepEqual(state.missingOf('session'), [{ kind: 'session', from: 'device1', to: 'vnet1gw-0' }]);
  state.apply({ node: 'device1', time: 0, kind: 'child', tunnel: 'vnet1gw-0', up: true });
  state.apply({ node: 'device1', time: 0, kind: 'bgp', neighbor: '10.12.255.4', up: true });
  state.apply(counters('device1', 'ipsec0', { time: 0, quiet: 0 }));
  t.deepEqual(namesOf(state), []);
});

const second = 1e9;
const nothingToDevice1 = ['packets from vnet1gw-0 to device1 in vnet1gw-0--device1'];

test('a tunnel that is up is missing its packets when an end has received none for 3 s', (t) => {
  const state = upAndRunning();
  state.apply(counters('device1', 'ipsec0', { time: 10 * second, quiet: 3 * second }));
  t.deepEqual(namesOf(state), []);
  state.apply(counters('device1', 'ipsec0', { time: 11 * second, quiet: 4 * second }));
  t.deepEqual(namesOf(state), nothingToDevice1);
  state.apply(counters('device1', 'ipsec0', { time: 12 * second, quiet: 0 }));
  t.deepEqual(namesOf(state), []);
  state.apply(counters('device1', 'ipsec0', { time: 13 * second }));
  t.deepEqual(namesOf(state), nothingToDevice1);
  // Other interfaces have counters as well.
  state.apply(counters('device1', 'ipsec9', { time: 13 * second, quiet: 0 }));
  t.deepEqual(namesOf(state), nothingToDevice1);
});

test('packets of a tunnel do not count for the one that replaces it', (t) => {
  const state = upAndRunning();
  const child = (time: number, up: boolean) =>
    state.apply({ node: 'device1', time, kind: 'child', tunnel: 'vnet1gw-0', up });
  child(5 * second, false);
  child(6 * second, true);
  state.apply(counters('device1', 'ipsec0', { time: 6.5 * second, quiet: second }));
  t.deepEqual(namesOf(state), nothingToDevice1);
  state.apply(counters('device1', 'ipsec0', { time: 7.5 * second, quiet: second }));
  t.deepEqual(namesOf(state), []);
  // The agent tells again what is up when it connects to charon again.
  child(9 * second, true);
  t.deepEqual(namesOf(state), []);
});

test('a route counts when it has exactly its next hops, in any order', (t) => {
  const state = upAndRunning();
  const missing = ['route on device1 to 10.11.0.0/16 over 2 next hops'];
  const first = { gateway: '10.12.255.4', interface: 'ipsec0' };
  const second = { gateway: '10.12.255.5', interface: 'ipsec1' };
  const route = (...nextHops: { gateway: string; interface: string }[]) =>
    state.apply({ node: 'device1', time: 0, kind: 'route', prefix: '10.11.0.0/16', nextHops });
  route(second);
  t.deepEqual(namesOf(state), missing);
  route();
  t.deepEqual(namesOf(state), missing);
  route(first, second, { gateway: '10.51.0.1', interface: 'lan0' });
  t.deepEqual(namesOf(state), missing);
  route(first, { ...second, interface: 'ipsec0' });
  t.deepEqual(namesOf(state), missing);
  route(second, first);
  t.deepEqual(namesOf(state), []);
  route(first, first, second);
  t.deepEqual(namesOf(state), missing);
});

test('a node that is gone loses everything that was up on it, and its neighbours lose nothing', (t) => {
  const state = upAndRunning();
  state.forget('vnet1gw-0');
  t.deepEqual(namesOf(state), [
    'node vnet1gw-0',
    'tunnel vnet1gw-0--device1 on vnet1gw-0',
    'tunnel vnet1gw-0--device2 on vnet1gw-0',
    'BGP session from vnet1gw-0 to device1',
    'BGP session from vnet1gw-0 to device2',
    'BGP session from vnet1gw-0 to vnet1gw-1',
    'BGP session from vnet1gw-0 to testvnet1',
    'route on vnet1gw-0 to 10.51.0.0/16 over 2 next hops',
    'route on vnet1gw-0 to 10.52.0.0/16 over 2 next hops',
  ]);
  for (const event of complete(dual).filter(({ node }) => node === 'vnet1gw-0')) state.apply(event);
  t.deepEqual(namesOf(state), []);
});

test('forgetting a node keeps one whose name starts with the same letters', (t) => {
  const topology = topologyOf(definitionOf({ devices: 1, machines: ['device'] }));
  const state = new LiveState(topology);
  for (const event of complete(topology)) state.apply(event);
  state.forget('device');
  t.deepEqual(namesOf(state), ['node device']);
});

test('either instance of an active-standby gateway is enough, and the one with the public address is active', (t) => {
  const topology = labTopology('active-standby');
  const state = new LiveState(topology);
  for (const event of complete(topology)) state.apply(event);
  t.deepEqual(namesOf(state), []);
  const address = (node: string, present: boolean) =>
    state.apply({
      node,
      time: 0,
      kind: 'address',
      interface: 'wan0',
      address: '203.0.113.10/24',
      present,
    });
  t.is(state.holderOf('VNet1GW'), undefined);
  address('vnet1gw-0', true);
  t.is(state.holderOf('VNet1GW'), 'vnet1gw-0');
  t.deepEqual(state.movedAddresses, []);
  state.forget('vnet1gw-0');
  t.is(state.holderOf('VNet1GW'), undefined);
  t.true(namesOf(state).includes('tunnel vnet1gw--device1 on vnet1gw'));
  // The sibling has taken over everything; only the dead machine itself is still missing.
  address('vnet1gw-1', true);
  for (const event of complete(topology)) {
    if (event.node === 'vnet1gw-0') state.apply({ ...event, node: 'vnet1gw-1' });
  }
  const viaSibling = [{ gateway: '10.12.255.5', interface: 'gatewaysubnet' }];
  for (const prefix of ['10.51.0.0/16', '10.52.0.0/16']) {
    state.apply({ node: 'testvnet1', time: 0, kind: 'route', prefix, nextHops: viaSibling });
  }
  t.is(state.holderOf('VNet1GW'), 'vnet1gw-1');
  t.deepEqual(state.movedAddresses, ['vnet1gw']);
  t.deepEqual(namesOf(state), ['node vnet1gw-0', 'BGP session from vnet1gw-0 to testvnet1']);
  t.is(state.holderOf('NoSuchGateway'), undefined);
});

test('a real run is complete, then incomplete, and complete again at the time in its result', (t) => {
  const state = new LiveState(dual);
  const changes: [number, boolean][] = [];
  let forgotten = false;
  for (const event of recordedEvents()) {
    if (!forgotten && event.time > recordedCrash) {
      state.forget('vnet1gw-0');
      forgotten = true;
    }
    state.apply(event);
    t.is(state.isComplete, state.missing().length === 0);
    // The nodes of this run did not yet tell when packets arrive.
    const whole = state.missing().every(({ kind }) => kind === 'packets');
    if (whole !== (changes.at(-1)?.[1] ?? false)) changes.push([event.time, whole]);
  }
  t.deepEqual(
    changes.map(([, whole]) => whole),
    [true, false, true],
  );
  const [complete, lost, restored] = changes.map(([time]) => time);
  t.true(complete !== undefined && complete < recordedCrash);
  t.true(lost !== undefined && lost > recordedCrash);
  t.is(restored, recordedRestoration);
});

const namesOf = (state: LiveState): string[] => state.missing().map(missingName);

function upAndRunning(): LiveState {
  const state = new LiveState(dual);
  for (const event of complete(dual)) state.apply(event);
  return state;
}

/** All events that make a lab complete. */
function complete(topology: Topology): NodeEvent[] {
  return [
    ...topology.nodes.map(({ name }): NodeEvent => ({ node: name, time: 0, kind: 'ready' })),
    ...topology.tunnels.flatMap(({ ends: [first, second] }): NodeEvent[] => [
      { node: first.nodes[0] ?? '', time: 0, kind: 'child', tunnel: second.name, up: true },
      { node: second.nodes[0] ?? '', time: 0, kind: 'child', tunnel: first.name, up: true },
    ]),
    ...topology.sessions.flatMap(({ ends: [first, second] }): NodeEvent[] => [
      { node: first.nodes[0] ?? '', time: 0, kind: 'bgp', neighbor: second.address, up: true },
      { node: second.nodes[0] ?? '', time: 0, kind: 'bgp', neighbor: first.address, up: true },
    ]),
    ...expectedRoutes(topology).map(
      ({ nodes: [node = ''], prefix, choices: [nextHops = []] }): NodeEvent => ({
        node,
        time: 0,
        kind: 'route',
        prefix,
        nextHops,
      }),
    ),
    ...tunnelsUp(topology).map(({ node, port }) => counters(node, port, { time: 0, quiet: 0 })),
  ];
}

/** The ends of all tunnels: at the first of their nodes. */
const tunnelsUp = (topology: Topology) =>
  topology.nodes.flatMap(({ name: node }) =>
    tunnelsAt(topology, node)
      .filter(({ local }) => local.nodes[0] === node)
      .map(({ interface: port }) => ({ node, port })),
  );

const counters = (
  node: string,
  port: string,
  { time, quiet }: { readonly time: number; readonly quiet?: number },
): NodeEvent => ({
  node,
  time,
  kind: 'counters',
  interface: port,
  in: 1,
  out: 1,
  ...(quiet !== undefined && { quiet }),
});

/** The tunnels of which something of this kind is missing. */
const tunnelsOf = (state: LiveState, missing: 'tunnel' | 'packets'): string[] =>
  state.missing().flatMap((one) => (one.kind === missing && 'tunnel' in one ? [one.tunnel] : []));
