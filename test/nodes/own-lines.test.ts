import test from 'ava';
import type { Device } from '../../src/definition/definition.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { definitionOf } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

/** The files of a device with two tunnels. */
function filesOf(own: Partial<Device>) {
  const definition = definitionOf({ devices: 1 });
  const sites = definition.sites.map((site) => ({
    ...site,
    devices: site.devices.map((device) => ({ ...device, ...own })),
  }));
  const plans = planNodes(topologyOf({ ...definition, sites }), dataplaneNamed('kernel'));
  const files = plans.find(({ node }) => node === 'device1')?.files ?? new Map();
  return {
    bgpd: files.get('/etc/frr/bgpd.conf')?.content ?? '',
    swanctl: files.get('/etc/ipsec/swanctl.conf')?.content ?? '',
  };
}

test('lines of its own come after those of the lab, in bgpd.conf and in each connection', (t) => {
  const plain = filesOf({});
  const { bgpd, swanctl } = filesOf({
    frr: { content: 'router bgp 65050\n bgp bestpath compare-routerid' },
    swanctl: { content: 'send_cert = never\n' },
  });
  t.is(bgpd, `${plain.bgpd}! The device's own lines.\nrouter bgp 65050\n bgp bestpath compare-routerid\n`);
  const connections = [...plain.swanctl.matchAll(/^ {2}\S+ \{$/gm)].length;
  t.true(connections > 0);
  t.is([...swanctl.matchAll(/^ {4}send_cert = never\n {2}\}$/gm)].length, connections);
});

test('a file of its own stands in place of the whole file', (t) => {
  const { bgpd, swanctl } = filesOf({
    frr: { file: 'mine.conf', content: 'hostname mine' },
    swanctl: { file: 'mine-swanctl.conf', content: 'include secrets.conf\n' },
  });
  t.deepEqual([bgpd, swanctl], ['hostname mine\n', 'include secrets.conf\n']);
});
