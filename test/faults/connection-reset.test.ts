import test from 'ava';
import { connectionReset } from '../../src/faults/connection-reset.ts';
import { FaultError } from '../../src/faults/kit/fault-error.ts';
import { labDefinition, labTopology } from '../topology/lab-topology.ts';
import { fakeWorkbench } from './fake-workbench.ts';

const settingIn = (lab: string) => ({ definition: labDefinition(lab), topology: labTopology(lab) });
const dualRedundancy = settingIn('dual-redundancy');
const request = { target: 'vnet1tosite5_2', parameters: {} };

/** The nodes in which the SAs are deleted. */
async function nodesHit(lab: string, target: string, dead: readonly string[] = []): Promise<string[]> {
  const bench = fakeWorkbench(labTopology(lab), { dead });
  await connectionReset.apply(bench, { target, parameters: {} });
  return bench.done.flatMap((entry) => /^run on (\S+), between/.exec(entry)?.[1] ?? []);
}

test('it happens to the first connection, or to another one by its name', (t) => {
  t.deepEqual(connectionReset.targets(dualRedundancy), ['vnet1tosite5_1']);
  t.is(connectionReset.check(dualRedundancy, request), undefined);
  t.is(
    connectionReset.check(dualRedundancy, { ...request, target: 'device1' }),
    'dual-redundancy has no connection "device1". It has: vnet1tosite5_1, vnet1tosite5_2.',
  );
});

test('it breaks the tunnels of that connection, and no others', (t) => {
  const { tunnels, nodes } = connectionReset.breaks(dualRedundancy.topology, request);
  t.deepEqual(tunnels, ['vnet1gw-0--device2', 'vnet1gw-1--device2']);
  t.deepEqual(nodes, []);
});

test('between two gateways it is done by the one whose connection it is', async (t) => {
  const [there = '', back = ''] = labTopology('vnet-to-vnet-bgp').tunnels[0]?.connections ?? [];
  const own = new Set(await nodesHit('vnet-to-vnet-bgp', there.toLowerCase()));
  const other = new Set(await nodesHit('vnet-to-vnet-bgp', back.toLowerCase()));
  t.deepEqual([...own], ['vnet1gw-0', 'vnet1gw-1']);
  t.deepEqual([...other], ['vnet2gw-0', 'vnet2gw-1']);
});

test('an instance that is gone is left out; with none left there is nothing to reset', async (t) => {
  t.deepEqual(await nodesHit('dual-redundancy', 'vnet1tosite5_1', ['vnet1gw-0']), ['vnet1gw-1']);
  await t.throwsAsync(nodesHit('dual-redundancy', 'vnet1tosite5_1', ['vnet1gw-0', 'vnet1gw-1']), {
    instanceOf: FaultError,
    message: 'No instance with a tunnel of vnet1tosite5_1 runs.',
  });
});
