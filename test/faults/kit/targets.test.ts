import test from 'ava';
import { faultNamed } from '../../../src/definition/known-fault.ts';
import { faults } from '../../../src/faults/by-name.ts';
import type { AnyFault, Setting } from '../../../src/faults/kit/fault.ts';
import { labDefinition, labTopology } from '../../topology/lab-topology.ts';

function fault(name: string): AnyFault {
  const found = faultNamed(faults, name);
  if (!found) throw new Error(`no fault ${name}`);
  return found;
}

const objection = (name: string, setting: Setting, target: string, parameters = {}) =>
  fault(name).check(setting, { target, parameters });

const settingIn = (lab: string): Setting => ({
  definition: { ...labDefinition(lab), scenario: [] },
  topology: labTopology(lab),
});

const dualRedundancy = settingIn('dual-redundancy');
const activeStandby = settingIn('active-standby');
const vnetToVnet = settingIn('vnet-to-vnet');

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

test('faults of the active instance hit the one that is active at that time', (t) => {
  const holderOf = (gateway: string) => (gateway === 'VNet1GW' ? 'vnet1gw-1' : undefined);
  t.deepEqual(fault('gateway-reset').targets({ ...activeStandby, holderOf }), ['vnet1gw-1']);
  t.deepEqual(fault('instance-crash').targets({ ...activeStandby, holderOf }), ['vnet1gw-1']);
  t.deepEqual(fault('instance-and-device-crash').targets({ ...activeStandby, holderOf }), [
    'vnet1gw-1+device1',
  ]);
  t.deepEqual(fault('gateway-reset').targets(activeStandby), ['vnet1gw-0']);
  t.deepEqual(fault('gateway-reset').targets({ ...dualRedundancy, holderOf: () => undefined }), [
    'vnet1gw-0',
  ]);
});

test('the usual link is the public one of the first device, or of the instance in a lab without devices', (t) => {
  for (const name of ['link-down', 'link-degrade', 'blackhole', 'flap']) {
    t.deepEqual(fault(name).targets(dualRedundancy), ['device1:wan0'], name);
    t.deepEqual(fault(name).targets(vnetToVnet), ['vnet1gw-0:wan0'], name);
  }
});

test('the usual tunnel is the first one, and the usual daemon or session is one of the first device', (t) => {
  for (const name of ['tunnel-delete', 'psk-mismatch'])
    t.deepEqual(fault(name).targets(dualRedundancy), ['vnet1gw-0--device1'], name);
  for (const name of ['process-crash', 'bgp-reset'])
    t.deepEqual(fault(name).targets(dualRedundancy), ['device1'], name);
  t.deepEqual(fault('bgp-reset').targets(vnetToVnet), [], 'it has static routes');
});

test('a zone failure takes the instances of all gateways that are in the zone', (t) => {
  const zone = fault('zone-failure');
  t.deepEqual(zone.targets(vnetToVnet), ['zone1']);
  t.deepEqual(
    zone.kind === 'single' && zone.breaks(vnetToVnet.topology, { target: 'zone1', parameters: {} }).nodes,
    ['vnet1gw-0', 'vnet2gw-0'],
  );
  t.is(objection('zone-failure', vnetToVnet, 'zone2'), undefined);
});

test('in a lab without devices, faults of devices have no target', (t) => {
  for (const name of ['device-crash', 'device-maintenance', 'instance-and-device-crash']) {
    t.deepEqual(fault(name).targets(vnetToVnet), []);
  }
});

test('every fault accepts its own targets, and every other node of the kind', (t) => {
  for (const name of ['instance-crash', 'planned-maintenance', 'gateway-reset', 'gateway-resize']) {
    t.is(objection(name, dualRedundancy, 'vnet1gw-1'), undefined);
    t.is(objection(name, vnetToVnet, 'vnet2gw-1'), undefined);
  }
  t.is(objection('device-maintenance', dualRedundancy, 'device2'), undefined);
  t.is(objection('instance-and-device-crash', dualRedundancy, 'device2+vnet1gw-1'), undefined);
});

const known = dualRedundancy.topology.nodes.map(({ name }) => name).join(', ');
const refused: readonly (readonly [name: string, target: string, words: string])[] = [
  ['instance-crash', 'nosuch', `dual-redundancy has no node "nosuch". It has: ${known}.`],
  ['planned-maintenance', 'vm', 'vm is not a gateway instance.'],
  ['gateway-reset', 'device1', 'device1 is not a gateway instance.'],
  [
    'gateway-resize',
    'vnet1gw-0+device1',
    'vnet1gw-0+device1 is neither one gateway instance nor both instances of one gateway.',
  ],
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
  ['link-down', 'device1:eth9', 'device1:eth9 is not a link. device1 has: device1:wan0, device1:lan0.'],
  [
    'link-down',
    'internet',
    'internet has no interface that leads to another node. Name the node at the other end.',
  ],
  [
    'tunnel-delete',
    'device1',
    'dual-redundancy has no tunnel "device1". It has: vnet1gw-0--device1, vnet1gw-1--device1, vnet1gw-0--device2, vnet1gw-1--device2.',
  ],
  ['process-crash', 'vm', 'vm is not a gateway instance or device.'],
  [
    'zone-failure',
    'zone3',
    'dual-redundancy has no gateway instance in a zone "zone3". It has: zone1, zone2.',
  ],
  ['scenario', 'dual-redundancy', 'dual-redundancy has no scenario.'],
];
for (const [name, target, words] of refused) {
  test(`${name} of ${target} is refused`, (t) => {
    t.is(objection(name, dualRedundancy, target), words);
  });
}

test('an end of a tunnel is one of its own', (t) => {
  const at = (node: string) => objection('psk-mismatch', dualRedundancy, 'vnet1gw-0--device1', { at: node });
  t.is(at('vnet1gw-0'), undefined);
  t.is(at('device2'), 'vnet1gw-0--device1 does not end at device2; its ends are vnet1gw-0 and device1.');
});

function notBoth(target: string): string {
  return `${target} is not one gateway instance and one device, such as vnet1gw-0+device1.`;
}
