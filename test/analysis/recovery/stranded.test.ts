import test from 'ava';
import { recoveryOf } from '../../../src/analysis/recovery/recovery-of.ts';
import type { Definition } from '../../../src/definition/definition.ts';
import { trafficEnds } from '../../../src/topology/traffic-ends.ts';
import { trafficCanPass } from '../../../src/topology/traffic-reach.ts';
import { topologyOf } from '../../topology/lab-topology.ts';
import { twoSites } from '../../topology/two-sites.ts';

/** The directions between vm and host-e that have no path without these tunnels. */
function stranded(definition: Definition, ...tunnels: string[]): string[] {
  const topology = topologyOf(definition);
  return recoveryOf(topology, { nodes: [], tunnels }).stranded.map(({ direction }) => direction);
}

const toEast = ['gw-0--fw-e', 'gw-1--fw-e'];

test('a route that leads to another site is no other path', (t) => {
  for (const west of ['', ', 0.0.0.0/0', ', 10.0.0.0/8', ', 10.128.0.0/12']) {
    t.deepEqual(stranded(twoSites({ west }), ...toEast), ['outward', 'return'], west);
    t.deepEqual(stranded(twoSites({ west }), 'gw-0--fw-e'), [], west);
  }
});

test('a prefix that both sites announce is no other path to a host of one of them', (t) => {
  const shared = ', 172.20.0.0/16';
  t.deepEqual(stranded(twoSites({ east: shared, west: shared }), ...toEast), ['outward', 'return']);
});

test('what leads to the other site is out of reach, also where it announces the default route', (t) => {
  const topology = topologyOf(twoSites({ west: ', 0.0.0.0/0' }));
  const canPass = (target: string) => trafficCanPass(topology, trafficEnds(topology), target);
  t.deepEqual(['fw-e', 'gw-0--fw-e', 'fw-w', 'gw-0--fw-w'].map(canPass), [true, true, false, false]);
});
