import test from 'ava';
import { type FaultName, faultsByName } from '../../src/faults/by-name.ts';
import { FaultError } from '../../src/faults/kit/fault-error.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';
import { labTopology } from '../topology/lab-topology.ts';
import { fakeWorkbench } from './fake-workbench.ts';

const topology = labTopology('dual-redundancy');
const appliedAt = { lower: 1000, upper: 1001 };

type Bench = NonNullable<Parameters<typeof fakeWorkbench>[1]>;

async function verified(name: FaultName, target: string, settings: Bench): Promise<string | undefined> {
  const fault = faultsByName[name];
  if (fault.kind === 'composite') throw new Error(`${name} is made of others.`);
  try {
    await fault.verify(fakeWorkbench(topology, settings), { target, parameters: {} }, appliedAt);
    return undefined;
  } catch (error) {
    if (error instanceof FaultError) return error.message;
    throw error;
  }
}

const ended = (time: number): NodeEvent => ({
  node: 'device1',
  time,
  kind: 'child',
  tunnel: 'vnet1gw-0',
  up: false,
});

const session = (time: number, neighbor: string, up: boolean): NodeEvent => ({
  node: 'device1',
  time,
  kind: 'bgp',
  neighbor,
  up,
});
const carrier = (time: number, up: boolean): NodeEvent => ({
  node: 'device1',
  time,
  kind: 'carrier',
  interface: 'wan0',
  up,
});
const [one, other] = ['10.12.255.4', '10.12.255.5'];

type Verification = readonly [what: string, fault: FaultName, target: string, Bench, words?: string];
const verifications: readonly Verification[] = [
  ['a carrier that went', 'link-down', 'device1:wan0', { events: [carrier(1000, false)] }],
  [
    'a carrier that had gone before, and came back',
    'link-down',
    'device1:wan0',
    { events: [carrier(900, false), carrier(1000, true)] },
    'The fault had no effect: the loss of the carrier of wan0 on device1 was not observed.',
  ],
  ['a queue', 'link-degrade', 'device1', { answer: 'qdisc netem 1: root\n' }],
  [
    'no queue',
    'link-degrade',
    'device1',
    { answer: 'qdisc noqueue 0: root\n' },
    'wan0 of device1 is as good as before.',
  ],
  ['a rule', 'blackhole', 'device1:wan0', { answer: 'iifname "wan0" counter drop\n' }],
  [
    'no rule',
    'blackhole',
    'device1:wan0',
    { answer: 'table inet\n' },
    'The packet filter of device1 drops nothing.',
  ],
  [
    'the end of the session that was up',
    'bgp-reset',
    'device1',
    { events: [session(900, one, true), session(900, other, false), session(1000, one, false)] },
  ],
  [
    'a session that stays up',
    'bgp-reset',
    'device1',
    { events: [session(900, one, true)] },
    'The fault had no effect: the end of the BGP session of device1 with 10.12.255.4 was not observed.',
  ],
  ['SIGKILL', 'instance-crash', 'vnet1gw-0', { exitCode: 137 }],
  ['life', 'instance-crash', 'vnet1gw-0', {}, 'vnet1gw-0 was killed and still runs.'],
  ['another end', 'instance-crash', 'vnet1gw-0', { exitCode: 0 }, 'vnet1gw-0 ended with 0, not by SIGKILL.'],
  ['the end of the tunnel', 'tunnel-delete', 'vnet1gw-0--device1', { events: [ended(1000)] }],
  [
    'an end long ago',
    'tunnel-delete',
    'vnet1gw-0--device1',
    { events: [ended(999)] },
    'The fault had no effect: the end of the tunnel to vnet1gw-0 on device1 was not observed.',
  ],
  [
    'nothing',
    'process-crash',
    'device1',
    { events: [] },
    'The fault had no effect: the death of bgpd on device1 was not observed.',
  ],
];

for (const [what, fault, target, settings, words] of verifications) {
  test(`${fault} ${words === undefined ? 'is verified' : 'is refused'} by ${what}`, async (t) => {
    t.is(await verified(fault, target, settings), words);
  });
}
