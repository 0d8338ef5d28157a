import test from 'ava';
import { designOf } from '../../src/topology/design.ts';
import { labTopology } from './lab-topology.ts';

test('two instances and two devices have four tunnels, each with its interface at both ends', (t) => {
  const { nodes, wires, tunnels } = designOf(labTopology('dual-redundancy'));
  t.false(nodes.some(({ role }) => role === 'internet'));
  t.is(tunnels.length, 4);
  t.deepEqual(tunnels[0]?.paths, [{ from: 'vnet1gw-0', to: 'device1', standby: false }]);
  t.deepEqual(tunnels[0]?.devices.map(({ node }) => node).sort(), ['device1', 'vnet1gw-0']);
  t.true(wires.some(([from, to]) => from === 'vm' && to === 'testvnet1'));
});

test('a tunnel of an active-standby gateway may run from either instance', (t) => {
  const { tunnels } = designOf(labTopology('active-standby'));
  t.deepEqual(tunnels[0]?.paths, [
    { from: 'vnet1gw-0', to: 'device1', standby: false },
    { from: 'vnet1gw-1', to: 'device1', standby: true },
  ]);
});

test('clients have tunnels to their gateway', (t) => {
  const { nodes, tunnels } = designOf(labTopology('point-to-site'));
  const clients = nodes.filter(({ role }) => role === 'client').map(({ name }) => name);
  t.is(clients.length, 3);
  for (const client of clients) {
    t.true(tunnels.some(({ paths }) => paths.some(({ to, standby }) => to === client && !standby)));
  }
});
