import test from 'ava';
import { refuseRestart } from '../../../src/run/live/refuse-restart.ts';
import { labTopology } from '../../topology/lab-topology.ts';

const { nodes } = labTopology('dual-redundancy');
const restart = (node: string) => () => refuseRestart(nodes, node);

test('every machine of a lab can be restarted', (t) => {
  for (const node of ['vnet1gw-0', 'vnet1gw-1', 'device1', 'device2', 'vm', 'host'])
    t.notThrows(restart(node));
});

test('a router of a network stays: a replacement would have no bridge, and nobody a wire to it', (t) => {
  const routers = nodes.filter(({ bridges, keepsRecords }) => bridges.length > 0 && !keepsRecords);
  t.deepEqual(
    routers.map(({ role }) => role),
    ['virtual-network', 'site'],
  );
  for (const { name } of routers)
    t.throws(restart(name), {
      message: `${name} is the router of a network: all its wires end there, so only a new lab has a new one. These can be: vnet1gw-0, vnet1gw-1, vm, device1, device2, host.`,
    });
});

test('neither does the node with the records restart, nor one that is not there', (t) => {
  const keeper = nodes.find(({ keepsRecords }) => keepsRecords)?.name ?? '';
  t.throws(restart(keeper), { message: /keeps the records of the lab/ });
  t.throws(restart('device9'), { message: /The lab has no node "device9"\. These can be: / });
});
