import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { addressBatch } from '../../src/nodes/addresses.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import { expectedTunnels } from '../../src/topology/expected-tunnels.ts';
import { reachability } from '../../src/topology/reach/reachability.ts';
import { trafficEnds } from '../../src/topology/traffic-ends.ts';
import { topologyOf } from './lab-topology.ts';
import { twoSites } from './two-sites.ts';

const routes = (definition: Definition, prefix: string): string[] =>
  expectedRoutes(topologyOf(definition))
    .filter((route) => route.prefix === prefix)
    .map(({ nodes, choices }) => `${nodes.join()}: ${choices.map((hops) => hops.length).join(' or ')}`)
    .sort();

test('the default route and a prefix around the network reach the network, and no other site', (t) => {
  const definition = twoSites({ east: ', 0.0.0.0/0, 10.0.0.0/8, 10.96.0.0/11' });
  const reached = ['gw-0: 1', 'gw-1: 1', 'hub: 2'];
  t.deepEqual(routes(definition, '0.0.0.0/0'), reached);
  t.deepEqual(routes(definition, '10.0.0.0/8'), reached);
  t.deepEqual(routes(definition, '10.96.0.0/11'), ['fw-w: 2', ...reached, 'west: 1']);
});

test('two sites with the same prefix share it; the one with the longer path is the second choice', (t) => {
  const east = ', 172.20.0.0/16';
  t.deepEqual(routes(twoSites({ east, west: east }), '172.20.0.0/16'), ['gw-0: 2', 'gw-1: 2', 'hub: 2']);
  t.deepEqual(routes(twoSites({ east, west: east, prepend: 1 }), '172.20.0.0/16'), [
    'gw-0: 1',
    'gw-1: 1',
    'hub: 2',
  ]);
});

test('traffic follows the longest prefix', (t) => {
  const topology = topologyOf(twoSites({ west: ', 10.0.0.0/8, 0.0.0.0/0' }));
  const { near, far } = trafficEnds(topology);
  t.deepEqual(expectedTunnels(topology, near, far), [['gw-0--fw-e', 'gw-1--fw-e']]);
});

test('where a default route is announced, it is left to BGP, and the peers are reached without it', (t) => {
  const batch = (definition: Definition, name: string) => {
    const node = topologyOf(definition).nodes.find((one) => one.name === name);
    return node ? addressBatch(node).split('\n') : [];
  };
  const definition = twoSites({ west: ', 0.0.0.0/0' });
  const onInstance = batch(definition, 'gw-0').filter((line) => line.startsWith('route add'));
  t.deepEqual(onInstance.slice(0, 2), [
    'route add 192.0.2.21/32 via 203.0.113.1',
    'route add 192.0.2.22/32 via 203.0.113.1',
  ]);
  t.false(onInstance.some((line) => line.includes('default')));
  t.true(batch(definition, 'west').includes('route add blackhole 0.0.0.0/0'));
  t.true(batch(definition, 'hub').includes('route add blackhole 10.80.0.0/16'));
  t.true(batch(twoSites({}), 'gw-0').includes('route add default via 203.0.113.1'));
});

/** How the ends of a lab reach each other, from Azure to the sites and between these. */
function reached(definition: Definition): Record<string, string> {
  const { pairs } = reachability(topologyOf(definition));
  return Object.fromEntries(
    pairs.map((pair) => [
      `${pair.from} to ${pair.to}`,
      pair.reaches ? pair.ways.map((way) => way.join(' ')).join(' or ') : pair.text,
    ]),
  );
}

const everyPair = {
  'vm to host-e': 'To-E',
  'vm to host-w': 'To-W',
  'host-e to vm': 'To-E',
  'host-e to host-w': 'To-E To-W',
  'host-w to vm': 'To-W',
  'host-w to host-e': 'To-W To-E',
};

test('what both sites announce, and a default route, change no way between hosts', (t) => {
  const shared = ', 172.20.0.0/16';
  t.deepEqual(reached(twoSites({})), everyPair);
  t.deepEqual(reached(twoSites({ east: shared, west: shared })), everyPair);
  t.deepEqual(reached(twoSites({ west: ', 0.0.0.0/0' })), everyPair);
  t.deepEqual(reached(twoSites({ east: ', 0.0.0.0/0', west: ', 0.0.0.0/0, 10.0.0.0/8' })), everyPair);
});
