import test from 'ava';
import { plannedInjections } from '../../src/calibration/injection.ts';
import { passagesOf } from '../../src/calibration/passages.ts';
import { labTopology } from '../topology/lab-topology.ts';

const topology = labTopology('active-active');

test('packets pass an instance at the device of its tunnel, on the way out and back', (t) => {
  t.deepEqual(passagesOf(topology, ['vnet1gw-1--device1'], ['outward', 'return']), [
    { node: 'vnet1gw-1', device: 'ipsec0', direction: 'outward' },
    { node: 'vnet1gw-1', device: 'ipsec0', direction: 'return' },
  ]);
  const all = topology.tunnels.map(({ name }) => name);
  t.deepEqual(
    passagesOf(topology, all, ['return']).map(({ node }) => node),
    ['vnet1gw-0', 'vnet1gw-1'],
  );
});

test('every length is injected on one path and on all, each way and both ways, and one control is not measured', (t) => {
  const planned = plannedInjections({ quick: false });
  t.is(planned.length, 5 * 2 * 3 + 1);
  for (const length of [50, 200, 500, 2000, 10_000]) {
    t.is(planned.filter(({ lengthMs, extent }) => lengthMs === length && extent !== 'no path').length, 6);
  }
  t.is(planned.filter(({ extent }) => extent === 'no path').length, 1);
  t.true(plannedInjections({ quick: true }).every(({ lengthMs }) => lengthMs <= 500));
});
