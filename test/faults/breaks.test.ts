import test from 'ava';
import { recoveryOf } from '../../src/analysis/recovery/recovery-of.ts';
import type { FaultParameters } from '../../src/definition/fault-parameters.ts';
import { faultNamed } from '../../src/definition/known-fault.ts';
import { faults } from '../../src/faults/by-name.ts';
import { labTopology } from '../topology/lab-topology.ts';

/** What a fault means to single-tunnel: whether a repair is needed, and which directions wait for the end of it. */
function meaning(name: string, target: string, parameters: FaultParameters = {}): string {
  const fault = faultNamed(faults, name);
  if (fault?.kind !== 'single') throw new Error(`${name} is not a single fault.`);
  const topology = labTopology('single-tunnel');
  const { needsRepair, stranded } = recoveryOf(topology, fault.breaks(topology, { target, parameters }));
  return `${needsRepair ? 'repair' : 'no repair'}, ${stranded.length} wait`;
}

const tunnel = 'vnet1gw-0--device1';
const line = 'device1:wan0';

test('what needs a repair, and what traffic over the only tunnel has to wait for', (t) => {
  const meanings = {
    'link-down': meaning('link-down', line),
    'link-down of the inside': meaning('link-down', 'device1:lan0'),
    'link-down of the inside of an instance': meaning('link-down', 'vnet1gw-0:azure0'),
    'link-down of a host': meaning('link-down', 'host'),
    'blackhole of ESP at a host': meaning('blackhole', 'host', { only: 'esp' }),
    blackhole: meaning('blackhole', line),
    'blackhole of ESP': meaning('blackhole', tunnel, { only: 'esp' }),
    'blackhole of IKE': meaning('blackhole', tunnel, { only: 'ike' }),
    'blackhole of BGP': meaning('blackhole', tunnel, { only: 'bgp' }),
    'link-degrade by half': meaning('link-degrade', line, { lossPercent: 50 }),
    'link-degrade by all': meaning('link-degrade', line, { lossPercent: 100 }),
    'psk-mismatch': meaning('psk-mismatch', tunnel),
    'tunnel-delete': meaning('tunnel-delete', tunnel),
    'connection-reset': meaning('connection-reset', 'vnet1tosite5'),
    'bgp-reset': meaning('bgp-reset', 'device1'),
    'process-crash of bgpd': meaning('process-crash', 'device1'),
    'process-crash of charon': meaning('process-crash', 'device1', { program: 'charon' }),
    'instance-crash': meaning('instance-crash', 'vnet1gw-0'),
    'gateway-reset of both instances': meaning('gateway-reset', 'vnet1gw-0+vnet1gw-1'),
    'planned-maintenance, not graceful': meaning('planned-maintenance', 'vnet1gw-0', { graceful: false }),
    'device-crash': meaning('device-crash', 'device1'),
  };
  t.deepEqual(meanings, {
    'link-down': 'repair, 2 wait',
    'link-down of the inside': 'repair, 2 wait',
    'link-down of the inside of an instance': 'repair, 2 wait',
    'link-down of a host': 'repair, 2 wait',
    'blackhole of ESP at a host': 'no repair, 0 wait',
    blackhole: 'repair, 2 wait',
    'blackhole of ESP': 'repair, 2 wait',
    'blackhole of IKE': 'no repair, 0 wait',
    'blackhole of BGP': 'repair, 2 wait',
    'link-degrade by half': 'no repair, 0 wait',
    'link-degrade by all': 'repair, 2 wait',
    'psk-mismatch': 'repair, 2 wait',
    'tunnel-delete': 'no repair, 2 wait',
    'connection-reset': 'no repair, 2 wait',
    'bgp-reset': 'no repair, 2 wait',
    'process-crash of bgpd': 'repair, 2 wait',
    'process-crash of charon': 'repair, 2 wait',
    'instance-crash': 'no repair, 2 wait',
    'gateway-reset of both instances': 'no repair, 2 wait',
    'planned-maintenance, not graceful': 'no repair, 2 wait',
    'device-crash': 'no repair, 2 wait',
  });
});

test('an instance without its daemon leaves the tunnels of its sibling alone, also those that it would take over', (t) => {
  const fault = faultNamed(faults, 'process-crash');
  const topology = labTopology('active-active-static');
  const request = { target: 'vnet1gw-0', parameters: { program: 'charon' } };
  t.deepEqual(fault?.kind === 'single' && fault.breaks(topology, request).tunnels, ['vnet1gw-0--device1']);
});

test('maintenance tells its peers unless it is not graceful', (t) => {
  for (const name of ['planned-maintenance', 'gateway-reset', 'gateway-resize', 'device-maintenance']) {
    const fault = faultNamed(faults, name);
    if (fault?.kind !== 'single') throw new Error(`${name} is not a single fault.`);
    t.is(fault.notice({}), 'peers', name);
    t.is(fault.notice({ graceful: false }), 'nobody', name);
  }
});
