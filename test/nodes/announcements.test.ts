import test from 'ava';
import { instanceFrr } from '../../src/nodes/frr/frr-instance.ts';
import { instancesOf } from '../../src/topology/find.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { definitionOf } from '../topology/definitions.ts';
import { labTopology, topologyOf } from '../topology/lab-topology.ts';

const bgpdOf = (topology: Topology): string[] => {
  const [instance] = instancesOf(topology);
  if (!instance) throw new Error('the lab has an instance');
  return (instanceFrr(instance, topology).get('bgpd') ?? '').split('\n').map((line) => line.trim());
};

test('an instance announces the addresses of its peers to the others, with origin IGP', (t) => {
  const lines = bgpdOf(topologyOf(definitionOf({ devices: 2 })));
  t.true(lines.includes('redistribute connected route-map peers'));
  t.deepEqual(
    lines.filter((line) => line.startsWith('ip prefix-list peers ')),
    ['ip prefix-list peers seq 5 permit 10.2.255.1/32', 'ip prefix-list peers seq 10 permit 10.2.255.2/32'],
  );
  t.is(lines[lines.indexOf('route-map peers permit 10') + 2], 'set origin igp');
});

test('a peer does not get its own address', (t) => {
  const lines = bgpdOf(topologyOf(definitionOf({ devices: 2 })));
  t.true(lines.includes('neighbor 10.2.255.1 route-map to-device1 out'));
  const at = lines.indexOf('route-map to-device1 deny 10');
  t.deepEqual(lines.slice(at - 1, at + 5), [
    'ip prefix-list address-of-device1 seq 5 permit 10.2.255.1/32',
    'route-map to-device1 deny 10',
    'match ip address prefix-list address-of-device1',
    'exit',
    'route-map to-device1 permit 20',
    'exit',
  ]);
});

test('devices get the pool of point-to-site, and the virtual network each client', (t) => {
  const lines = bgpdOf(labTopology('point-to-site'));
  const [pool] = labTopology('point-to-site').pointToSite[0]?.addressPool ?? [];
  t.true(lines.includes(`network ${pool}`));
  t.true(
    lines.some((line) => line.startsWith('ip prefix-list to-device') && line.includes(`deny ${pool} ge`)),
  );
  t.false(lines.some((line) => line.startsWith('ip prefix-list to-platform') && line.includes(`${pool}`)));
  t.is(lines[lines.indexOf('route-map clients permit 10') + 2], 'set origin igp');
});

test('a peer that announces more than 4,000 prefixes loses its session, with FRR 10.3 at prefix 4,001', (t) => {
  const lines = bgpdOf(topologyOf(definitionOf({ devices: 1 })));
  t.true(lines.includes('neighbor 10.2.255.1 maximum-prefix 4000'));
});

test('routes into tunnels without BGP have the origin IGP, too', (t) => {
  const lines = bgpdOf(labTopology('active-active-static'));
  t.is(lines[lines.indexOf('route-map through-tunnels permit 10') + 2], 'set origin igp');
});
