import test from 'ava';
import { usualFlows } from '../../src/run/fit-traffic.ts';
import { labNames, readLab } from '../../src/run/lab-file.ts';
import { hundredTunnels, largeLab } from '../topology/large-lab.ts';

test('every lab that comes with the program has 32 flows', async (t) => {
  for (const name of await labNames()) t.is(usualFlows((await readLab(name)).definition), 32, name);
});

test('a lab with more tunnels has two flows for each that they may take, up to what a probe can send', (t) => {
  t.is(usualFlows(largeLab(hundredTunnels)), 32);
  t.is(usualFlows(largeLab({ devices: 25, devicesPerSite: 25 })), 100);
  t.is(usualFlows(largeLab({ devices: 50, devicesPerSite: 50 })), 128);
});
