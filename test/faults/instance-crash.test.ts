import test from 'ava';
import { instanceCrash } from '../../src/faults/instance-crash.ts';
import { documentedRecovery } from '../../src/faults/kit/documented.ts';
import { labDefinition, labTopology } from '../topology/lab-topology.ts';
import { fakeWorkbench } from './fake-workbench.ts';

const topology = labTopology('vnet-to-vnet-bgp');
const setting = { definition: labDefinition('vnet-to-vnet-bgp'), topology };
const objection = (target: string) => instanceCrash.check(setting, { target, parameters: {} });
const both = { target: 'vnet1gw-0+vnet1gw-1', parameters: {} };

test('one instance dies, or both of one gateway', (t) => {
  for (const target of ['vnet1gw-1', 'vnet1gw-0+vnet1gw-1', 'vnet2gw-1+vnet2gw-0']) {
    t.is(objection(target), undefined, target);
  }
});

test('no other nodes die together', (t) => {
  for (const target of [
    'vnet1gw-0+vnet2gw-0',
    'vnet1gw-0+vnet1gw-0',
    'vnet1gw-0+vm1',
    'vnet1gw-0+vnet1gw-1+vm1',
  ]) {
    t.is(objection(target), `${target} is neither one gateway instance nor both instances of one gateway.`);
  }
  t.regex(objection('vnet1gw-0+nosuch') ?? '', /^vnet-to-vnet-bgp has no node "nosuch"/);
});

test('both are killed, and each is replaced', async (t) => {
  const bench = fakeWorkbench(topology);
  await instanceCrash.apply(bench, both);
  t.deepEqual(
    bench.done.filter((entry) => entry.startsWith('kill')),
    ['kill vnet1gw-0\n', 'kill vnet1gw-1\n'],
  );
  t.deepEqual(
    instanceCrash.undo(bench, both).map(({ kind, node }) => [kind, node]),
    [
      ['replace', 'vnet1gw-0'],
      ['replace', 'vnet1gw-1'],
    ],
  );
  t.deepEqual(instanceCrash.breaks(topology, both).nodes, ['vnet1gw-0', 'vnet1gw-1']);
});

test('Azure documents a figure for one instance alone', (t) => {
  const activeStandby = {
    definition: labDefinition('active-standby'),
    topology: labTopology('active-standby'),
  };
  const figure = (target: string | undefined) =>
    documentedRecovery(instanceCrash, activeStandby, target).figure;
  t.is(figure('vnet1gw-0'), figure(undefined));
  t.truthy(figure(undefined));
  t.is(figure('vnet1gw-0+vnet1gw-1'), null);
});
