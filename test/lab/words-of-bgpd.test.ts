import test from 'ava';
import { wordsOfBgpd } from '../../src/lab/words-of-bgpd.ts';
import { dualRedundancy } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

const topology = topologyOf(dualRedundancy());
const missing = [
  { from: 'device1', to: 'site5' },
  { from: 'site5', to: 'device1' },
];
const answers: Readonly<Record<string, string>> = {
  device1: '{"10.51.0.1":{"bgpState":"Active","lastResetDueTo":"No path to specified Neighbor"}}',
  site5: '{"10.51.0.2":{"bgpState":"Connect"}}',
};

test('each end of a missing session is asked for its state and for the reason of the last reset', async (t) => {
  const asked: string[] = [];
  const words = await wordsOfBgpd(topology, missing, (node) => ({
    exec: async (command) => {
      asked.push(`${node}: ${command.join(' ')}`);
      return { exitCode: 0, stdout: answers[node] ?? '', stderr: '' };
    },
  }));
  t.deepEqual(words, [
    'bgpd of device1 says about site5: Active, last reset due to No path to specified Neighbor.',
    'bgpd of site5 says about device1: Connect.',
  ]);
  t.deepEqual(asked, [
    'device1: vtysh -c show bgp neighbors 10.51.0.1 json',
    'site5: vtysh -c show bgp neighbors 10.51.0.2 json',
  ]);
});

test('a node that is gone, fails or answers something else says nothing', async (t) => {
  const gone = await wordsOfBgpd(topology, missing, () => undefined);
  const failed = await wordsOfBgpd(topology, missing, () => ({
    exec: async () => {
      throw new Error('gone');
    },
  }));
  const strange = await wordsOfBgpd(topology, missing, () => ({
    exec: async () => ({ exitCode: 0, stdout: '% No such neighbor', stderr: '' }),
  }));
  t.deepEqual([...gone, ...failed, ...strange], []);
});
