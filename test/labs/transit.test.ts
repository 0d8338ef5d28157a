import { readFile } from 'node:fs/promises';
import test from 'ava';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-folder.ts';
import { answersTo } from './support/in-node.ts';
import { labDown, labFileIn, labUp } from './support/lab-up.ts';
import { nextHopsTo, statusOf } from './support/node-state.ts';
import { reaches } from './support/until.ts';

/** A site is reachable through the virtual network in the middle with BGP, and not without BGP. */

const vm1 = '10.11.0.4';
const vm2 = '10.21.0.4';
const host = '10.51.0.10';

test.serial(
  'with BGP, the network in the middle passes on the routes that it learns, in both directions',
  async (t) => {
    const id = await labUp('vnet-transit');
    t.teardown(() => labDown(id));
    t.is(await reaches(id, 'vm1', host), 5);
    t.is(await reaches(id, 'host', vm1), 5);
    for (const [node, prefix] of [
      ['testvnet1', '10.51.0.0/16'],
      ['site5', '10.11.0.0/16'],
    ] as const) {
      t.not(nextHopsTo(await statusOf(id, node), prefix).length, 0, `${prefix} on ${node}`);
    }
  },
);

test.serial('without BGP, neighbours reach each other, but not what is behind a neighbour', async (t) => {
  const id = await labUp(await labFileIn(await temporaryFolder(t), await withoutBgp('vnet-transit')));
  t.teardown(() => labDown(id));
  for (const [node, neighbor] of [
    ['vm1', vm2],
    ['vm2', vm1],
    ['vm2', host],
    ['host', vm2],
  ] as const) {
    t.is(await reaches(id, node, neighbor), 5, `${node} reaches ${neighbor}`);
  }
  t.is(await answersTo(id, 'vm1', host), 0);
  t.is(await answersTo(id, 'host', vm1), 0);
  for (const node of ['testvnet1', 'vnet1gw-0', 'vnet1gw-1']) {
    t.deepEqual(nextHopsTo(await statusOf(id, node), '10.51.0.0/16'), [], node);
  }
  for (const node of ['site5', 'device1']) {
    t.deepEqual(nextHopsTo(await statusOf(id, node), '10.11.0.0/16'), [], node);
  }
});

const labFile = z.looseObject({
  localNetworkGateways: z.array(z.looseObject({})),
  connections: z.array(z.looseObject({})),
  expect: z.unknown(),
});

/** A lab that comes with the program, with static address spaces in place of BGP. */
async function withoutBgp(lab: string): Promise<string> {
  const file = new URL(`../../labs/${lab}/lab.yaml`, import.meta.url);
  const { expect: _, ...written } = labFile.parse(parse(await readFile(file, 'utf8')));
  return stringify({
    ...written,
    localNetworkGateways: written.localNetworkGateways.map(({ bgpSettings: _, ...gateway }) => ({
      ...gateway,
      localNetworkAddressSpace: { addressPrefixes: ['10.51.0.0/16', '10.52.0.0/16'] },
    })),
    connections: written.connections.map((connection) => ({ ...connection, enableBgp: false })),
  });
}
