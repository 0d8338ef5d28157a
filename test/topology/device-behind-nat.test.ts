import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import type { DataplaneName } from '../../src/nodes/ipsec/dataplane.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import { definitionOf } from './definitions.ts';
import { topologyOf } from './lab-topology.ts';

/** The first of two devices is behind NAT. */
function behindNat(): Definition {
  const definition = definitionOf();
  return {
    ...definition,
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device, index) => (index === 0 ? { ...device, behindNat: true } : device)),
    })),
  };
}

const filesOf = (node: string, dataplane: DataplaneName = 'kernel') => {
  const plan = planNodes(topologyOf(behindNat()), dataplaneNamed(dataplane)).find((one) => one.node === node);
  return (name: string): string =>
    [...(plan?.files ?? [])].find(([path]) => path.endsWith(name))?.[1].content ?? '';
};

test('the device has a private address, and the public one as its identity', (t) => {
  const device = filesOf('device1');
  t.regex(device(paths.network), /address add 100\.65\.0\.2\/24 dev wan0/);
  t.regex(device(paths.network), /route add default via 100\.65\.0\.1/);
  t.regex(device('swanctl.conf'), /local_addrs = 100\.65\.0\.2/);
  t.regex(device('swanctl.conf'), /local \{\n +auth = psk\n +id = 198\.51\.100\.10/);
  t.notRegex(filesOf('device2')(paths.network), /100\.65/);
});

test('Azure knows the public address alone', (t) => {
  const gateway = filesOf('gw-0')('swanctl.conf');
  t.regex(gateway, /remote_addrs = 198\.51\.100\.10/);
  t.notRegex(gateway, /100\.65/);
});

test('the public network has the public address in its place, and passes IKE and ESP in UDP on', (t) => {
  const internet = filesOf('internet');
  t.regex(internet(paths.network), /address add 198\.51\.100\.10\/32 dev public\d/);
  t.regex(internet(paths.network), /address add 100\.65\.0\.1\/24 dev nat0/);
  t.deepEqual(internet(paths.nftables).match(/^ +ip [sd]addr .* [sd]nat to .*$/gm), [
    '    ip daddr 198.51.100.10 udp dport { 500, 4500 } dnat to 100.65.0.2',
    '    ip saddr 100.65.0.2 snat to 198.51.100.10',
  ]);
});

test('userspace ESP: the ports of each charon are behind the private address', (t) => {
  const rules = filesOf('device1', 'userspace')(paths.nftables);
  t.regex(
    rules,
    /ip saddr 203\.0\.113\.\d+ ip daddr 100\.65\.0\.2 udp dport 500 dnat to 100\.65\.0\.2:15500/,
  );
  t.regex(rules, /udp sport 14500 snat to 100\.65\.0\.2:4500/);
});
