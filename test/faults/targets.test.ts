import test from 'ava';
import { faultNamed } from '../../src/faults/catalogue.ts';
import type { Fault } from '../../src/faults/fault.ts';
import { labTopology } from '../experiment/lab-topology.ts';

function fault(name: string): Fault {
  const found = faultNamed(name);
  if (!found) throw new Error(`no fault ${name}`);
  return found;
}

const dualRedundancy = labTopology('dual-redundancy');
const activeStandby = labTopology('active-standby');
const vnetToVnet = labTopology('vnet-to-vnet');

test('a crash happens to instance 0, to the first device, or to both at once', (t) => {
  t.deepEqual(fault('instance-crash').targets(dualRedundancy), ['vnet1gw-0']);
  t.deepEqual(fault('device-crash').targets(dualRedundancy), ['device1']);
  t.deepEqual(fault('instance-and-device-crash').targets(dualRedundancy), ['vnet1gw-0+device1']);
});

test('maintenance happens to both instances of the first gateway, one after the other; at a device to the first', (t) => {
  t.deepEqual(fault('planned-maintenance').targets(dualRedundancy), ['vnet1gw-0', 'vnet1gw-1']);
  t.deepEqual(fault('planned-maintenance').targets(vnetToVnet), ['vnet1gw-0', 'vnet1gw-1']);
  t.deepEqual(fault('device-maintenance').targets(dualRedundancy), ['device1']);
});

test('what happens to the instance that does the work happens to the one that is active then', (t) => {
  const holderOf = (gateway: string) => (gateway === 'VNet1GW' ? 'vnet1gw-1' : undefined);
  t.deepEqual(fault('gateway-reset').targets(activeStandby, holderOf), ['vnet1gw-1']);
  t.deepEqual(fault('instance-crash').targets(activeStandby, holderOf), ['vnet1gw-1']);
  t.deepEqual(fault('instance-and-device-crash').targets(activeStandby, holderOf), ['vnet1gw-1+device1']);
  t.deepEqual(fault('gateway-reset').targets(activeStandby), ['vnet1gw-0']);
  t.deepEqual(
    fault('gateway-reset').targets(dualRedundancy, () => undefined),
    ['vnet1gw-0'],
  );
});

test('a lab without devices has nothing that happens to devices', (t) => {
  for (const name of ['device-crash', 'device-maintenance', 'instance-and-device-crash']) {
    t.deepEqual(fault(name).targets(vnetToVnet), []);
  }
});

test('every fault accepts its own targets, and every other node of the kind', (t) => {
  for (const name of ['instance-crash', 'planned-maintenance', 'gateway-reset']) {
    t.is(fault(name).check(dualRedundancy, 'vnet1gw-1'), undefined);
    t.is(fault(name).check(vnetToVnet, 'vnet2gw-1'), undefined);
  }
  t.is(fault('device-maintenance').check(dualRedundancy, 'device2'), undefined);
  t.is(fault('instance-and-device-crash').check(dualRedundancy, 'device2+vnet1gw-1'), undefined);
});

const known = dualRedundancy.nodes.map(({ name }) => name).join(', ');
const refused: readonly (readonly [name: string, target: string, objection: string])[] = [
  ['instance-crash', 'nosuch', `dual-redundancy has no node "nosuch". It has: ${known}.`],
  ['planned-maintenance', 'vm', 'vm is not a gateway instance.'],
  ['gateway-reset', 'device1', 'device1 is not a gateway instance.'],
  ['device-maintenance', 'vnet1gw-0', 'vnet1gw-0 is not a device.'],
  [
    'planned-maintenance',
    'vnet1gw-0+vnet1gw-1',
    'vnet1gw-0+vnet1gw-1 is more than one node; this fault happens to one at a time.',
  ],
  [
    'instance-and-device-crash',
    'vnet1gw-0+nosuch',
    `dual-redundancy has no node "nosuch". It has: ${known}.`,
  ],
  ['instance-and-device-crash', 'vnet1gw-0', notBoth('vnet1gw-0')],
  ['instance-and-device-crash', 'vnet1gw-0+vnet1gw-1', notBoth('vnet1gw-0+vnet1gw-1')],
  ['instance-and-device-crash', 'vnet1gw-0+device1+device2', notBoth('vnet1gw-0+device1+device2')],
  ['instance-and-device-crash', 'vnet1gw-0+', `dual-redundancy has no node "". It has: ${known}.`],
];
for (const [name, target, objection] of refused) {
  test(`${name} of ${target} is refused`, (t) => {
    t.is(fault(name).check(dualRedundancy, target), objection);
  });
}

function notBoth(target: string): string {
  return `${target} is not one gateway instance and one device, such as vnet1gw-0+device1.`;
}
