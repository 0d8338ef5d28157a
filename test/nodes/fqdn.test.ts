import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { devicesOf } from '../../src/topology/find.ts';
import { definitionOf } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

/** Two devices: the gateway knows the first one by its name, the second one by its address. */
const definition = definitionOf();
const byName: Definition = {
  ...definition,
  localNetworkGateways: definition.localNetworkGateways.map((gateway, index) =>
    index === 0 ? { ...gateway, fqdn: 'branch.example.org' } : gateway,
  ),
};
const behindNat: Definition = {
  ...byName,
  sites: byName.sites.map((site) => ({
    ...site,
    devices: site.devices.map((device) => ({ ...device, behindNat: true as const })),
  })),
};
const plans = planNodes(topologyOf(byName), dataplaneNamed('kernel'));
const userspace = planNodes(topologyOf(byName), dataplaneNamed('userspace'));
const file = (node: string, path: string) =>
  plans.find((plan) => plan.node === node)?.files.get(path)?.content ?? '';

test('a gateway looks a device up by its name, and has the record of it', (t) => {
  const conf = file('gw-0', '/etc/ipsec/swanctl.conf');
  t.regex(conf, / device1 \{\n[^}]*remote_addrs = branch\.example\.org\n/);
  t.regex(conf, / device2 \{\n[^}]*remote_addrs = 198\.51\.100\.20\n/);
  t.is(
    file('gw-0', '/etc/hosts'),
    '127.0.0.1 localhost\n# The records of the lab.\n198.51.100.10 branch.example.org\n',
  );
});

test('the name is the identity of the device, at both ends', (t) => {
  const gateway = file('gw-0', '/etc/ipsec/swanctl.conf');
  t.regex(gateway, /remote \{\n +auth = psk\n +id = branch\.example\.org\n/);
  t.regex(gateway, /remote \{\n +auth = psk\n +id = 198\.51\.100\.20\n/);
  t.regex(file('gw-0', '/etc/ipsec/secrets.conf'), /id-remote = branch\.example\.org\n/);
  t.regex(
    file('device1', '/etc/ipsec/swanctl.conf'),
    /local \{\n +auth = psk\n +id = branch\.example\.org\n/,
  );
  const device = plans.find(({ node }) => node === 'device1');
  t.is(device?.files.has('/etc/hosts'), false);
});

test('nothing in the configuration of such a device needs its address, and a new one leaves its SAs to DPD', (t) => {
  t.regex(file('device1', '/etc/ipsec/swanctl.conf'), /local_addrs = %any\n/);
  t.regex(file('device1', '/etc/ipsec/strongswan.conf'), /kernel-netlink \{\n +roam_events = no\n/);
  t.regex(file('device2', '/etc/ipsec/swanctl.conf'), /local_addrs = 198\.51\.100\.20\n/);
  t.notRegex(file('device2', '/etc/ipsec/strongswan.conf'), /roam_events/);
});

test('with userspace ESP both ends expect either address of the device', (t) => {
  const second = '198.51.100.254';
  const rules = (node: string) =>
    userspace.find((plan) => plan.node === node)?.files.get('/etc/nftables.conf')?.content ?? '';
  t.regex(
    rules('gw-0'),
    /ip saddr \{ 198\.51\.100\.10, 198\.51\.100\.254 \} ip daddr \S+ udp dport 500 dnat/,
  );
  t.regex(
    rules('device1'),
    new RegExp(`ip saddr ${second} ip daddr \\S+ udp sport 15500 snat to ${second}:500`),
  );
  t.notRegex(rules('device2'), new RegExp(second));
});

test('behind NAT, or with a fixed address, a device has no second address', (t) => {
  const seconds = (definition: Definition) =>
    devicesOf(topologyOf(definition)).map(({ secondAddress }) => secondAddress);
  t.deepEqual(seconds(byName), ['198.51.100.254', undefined]);
  t.deepEqual(seconds(behindNat), [undefined, undefined]);
});
