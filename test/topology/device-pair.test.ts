import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import type { DeviceIpsec } from '../../src/definition/device-ipsec.ts';
import { usualPair } from '../../src/definition/device-pair.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import { definitionOf } from './definitions.ts';
import { topologyOf } from './lab-topology.ts';

/** The one device of a site is two that share its address. */
function pairOf(ipsec?: DeviceIpsec, pair = usualPair): Definition {
  const definition = definitionOf({ devices: 1 });
  return {
    ...definition,
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device) => ({ ...device, name: 'fw', pair, ...(ipsec && { ipsec }) })),
    })),
  };
}

const filesOf = (node: string, definition = pairOf()) => {
  const plan = planNodes(topologyOf(definition), dataplaneNamed('kernel')).find((one) => one.node === node);
  return (name: string): string =>
    [...(plan?.files ?? [])].find(([path]) => path.endsWith(name))?.[1].content ?? '';
};

test('a pair is two nodes, and one end of each tunnel', (t) => {
  const topology = topologyOf(pairOf());
  t.deepEqual(
    topology.nodes.filter(({ role }) => role === 'device').map(({ name }) => name),
    ['fw-a', 'fw-b'],
  );
  t.deepEqual(
    topology.tunnels.map(({ name, ends: [, end] }) => [name, ...end.nodes]),
    [
      ['gw-0--fw', 'fw-a', 'fw-b'],
      ['gw-1--fw', 'fw-a', 'fw-b'],
    ],
  );
  t.deepEqual(
    topology.sessions.filter(({ kind }) => kind === 'tunnel').map(({ ends: [, end] }) => end.nodes),
    [
      ['fw-a', 'fw-b'],
      ['fw-a', 'fw-b'],
    ],
  );
});

test('neither has the address at first: VRRP over the LAN gives it to the first, and takes it without the line', (t) => {
  const first = filesOf('fw-a');
  t.regex(first(paths.network), /address add 100\.64\.0\.4\/32 dev wan0/);
  t.regex(first(paths.network), /route add default via 198\.51\.100\.1 dev wan0 onlink/);
  t.notRegex(first(paths.network), /198\.51\.100\.10\b/);
  const keepalived = first(paths.keepalived);
  t.regex(
    keepalived,
    /@first priority 255\n {2}@later priority 100\n {2}@later nopreempt\n {2}interface lan0\n/,
  );
  t.regex(keepalived, /track_interface \{\n {4}wan0\n/);
  t.regex(keepalived, /advert_int 1\n {2}unicast_src_ip 10\.2\.0\.2\n {2}unicast_peer \{\n {4}10\.2\.0\.3\n/);
  t.regex(keepalived, /virtual_ipaddress \{\n {4}198\.51\.100\.10\/24 dev wan0\n/);
  t.regex(filesOf('fw-b')(paths.keepalived), /state BACKUP\n {2}priority 100\n {2}nopreempt\n/);
});

test('its own numbers, and the address that goes back', (t) => {
  const own = pairOf(undefined, { advertisementSeconds: 0.5, priority: 50, preempt: true });
  t.regex(filesOf('fw-a', own)(paths.keepalived), /@later priority 254\n {2}interface/);
  t.regex(filesOf('fw-b', own)(paths.keepalived), /state BACKUP\n {2}priority 50\n[\s\S]*advert_int 0\.5\n/);
});

test('Azure opens the tunnels: both devices have the connections, and only the holder is reached', (t) => {
  const device = filesOf('fw-b');
  t.regex(device('swanctl.conf'), /local_addrs = 198\.51\.100\.10[\s\S]*start_action = none/);
  t.regex(device(paths.role), /'fw MASTER'\)[\s\S]*kill -HUP [\s\S]*? {2};;/);
  t.regex(device(paths.role), /--terminate --force --ike gw-0/);
});

test('the pair opens them: the connections come with the address, own lines included', (t) => {
  const definition = pairOf({ initiates: true });
  const [site] = definition.sites;
  const [device] = site?.devices ?? [];
  if (!site || !device) return t.fail();
  const withLines = {
    ...definition,
    sites: [{ ...site, devices: [{ ...device, swanctl: { content: 'send_cert = never' } }] }],
  };
  const files = filesOf('fw-b', withLines);
  t.notRegex(files('swanctl.conf'), /connections \{/);
  t.regex(files('ipsec/fw.conf'), /start_action = start[\s\S]*send_cert = never/);
  t.regex(files(paths.role), /'fw MASTER'\)[\s\S]*? {2}ln -sf \S+fw\.conf/);
});

test("each has a session of its own with the site's router, which uses the one with the routes", (t) => {
  const topology = topologyOf(pairOf());
  t.deepEqual(
    topology.sessions
      .filter(({ kind }) => kind === 'site')
      .map(({ ends: [{ name, address }] }) => [name, address]),
    [
      ['fw-a', '10.2.0.2'],
      ['fw-b', '10.2.0.3'],
    ],
  );
  t.regex(filesOf('fw-b')('bgpd.conf'), /bgp router-id 10\.2\.0\.3/);
  const [route] = expectedRoutes(topology).filter(({ nodes: [node] }) => node === 'site');
  t.deepEqual(
    route?.choices.map((hops) => hops.map(({ gateway }) => gateway)),
    [['10.2.0.2'], ['10.2.0.3']],
  );
});
