import test from 'ava';
import fc from 'fast-check';
import { type DpdTimers, dpdTimeoutSeconds, dpdTimersFor } from '../../../src/definition/profile.ts';
import { dataplaneNamed } from '../../../src/nodes/ipsec/choose.ts';
import type { DataplaneName } from '../../../src/nodes/ipsec/dataplane.ts';
import { strongswanConf } from '../../../src/nodes/ipsec/strongswan/strongswan-conf.ts';
import { swanctlConf, swanctlSecrets } from '../../../src/nodes/ipsec/strongswan/swanctl-conf.ts';
import { type LocalTunnel, tunnelsAt } from '../../../src/topology/find.ts';
import { definitionOf, quickAndSlow } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';

test('userspace: every tunnel has a charon with its own ports, routing table, mark and socket', (t) => {
  const charons = dataplaneNamed('userspace').charons(tunnels(3));
  t.deepEqual(
    charons.map(({ name }) => name),
    ['device1', 'device2', 'device3'],
  );
  for (const key of ['port', 'port_nat_t', 'routing_table', 'routing_table_prio', 'fwmark', 'socket']) {
    const values = charons.map((charon) => valuesOf(strongswanConf(charon), key).join());
    t.is(new Set(values).size, 3, `${key}: ${values}`);
  }
  t.deepEqual(
    charons.map((charon) => connectionsOf(swanctlConf(charon))),
    [['device1'], ['device2'], ['device3']],
  );
});

test('userspace: the plugin that does ESP comes before the kernel’s', (t) => {
  const [charon] = dataplaneNamed('userspace').charons(tunnels(1));
  const plugins = charon?.options.plugins ?? [];
  t.true(plugins.indexOf('kernel-libipsec') < plugins.indexOf('kernel-netlink'));
  t.is(plugins[0], 'kernel-libipsec');
});

test('userspace: packets on ports 500 and 4500 go to and come from the charon of their peer', (t) => {
  const rules = dataplaneNamed('userspace').nftables(tunnels(2)).join('\n');
  const charons = dataplaneNamed('userspace').charons(tunnels(2));
  for (const charon of charons) {
    const [tunnel] = charon.tunnels;
    const peer = tunnel?.remote.publicAddress;
    const own = tunnel?.local.publicAddress;
    const [port] = valuesOf(strongswanConf(charon), 'port');
    const [natPort] = valuesOf(strongswanConf(charon), 'port_nat_t');
    t.true(rules.includes(`ip saddr ${peer} ip daddr ${own} udp dport 500 dnat to ${own}:${port}\n`));
    t.true(rules.includes(`ip saddr ${peer} ip daddr ${own} udp dport 4500 dnat to ${own}:${natPort}\n`));
    t.true(rules.includes(`ip daddr ${peer} udp sport ${port} snat to ${own}:500\n`));
    t.true(rules.includes(`ip daddr ${peer} udp sport ${natPort} snat to ${own}:4500\n`));
  }
});

test('kernel: one charon has all tunnels, each with its own interface and id, never 0', (t) => {
  const { charons, startLines } = dataplaneNamed('kernel');
  const [charon, ...others] = charons(tunnels(3));
  if (!charon) return t.fail('there is no charon');
  t.deepEqual(others, []);
  t.deepEqual(connectionsOf(swanctlConf(charon)), ['device1', 'device2', 'device3']);
  t.deepEqual(valuesOf(swanctlConf(charon), 'if_id_in'), ['1', '2', '3']);
  t.deepEqual(valuesOf(swanctlConf(charon), 'if_id_out'), ['1', '2', '3']);
  t.deepEqual(
    startLines(tunnels(3)).filter((line) => line.includes('type xfrm')),
    [1, 2, 3].map((id) => `ip link add ipsec${id - 1} type xfrm dev wan0 if_id ${id}`),
  );
});

for (const name of ['userspace', 'kernel'] as const satisfies readonly DataplaneName[]) {
  test(`${name}: connections with different DPD timeouts share a retransmission, and differ in the delay`, (t) => {
    const charons = dataplaneNamed(name).charons(tunnelsAt(topologyOf(quickAndSlow()), 'gw-0'));
    const delays = charons.flatMap((charon) => valuesOf(swanctlConf(charon), 'dpd_delay'));
    t.deepEqual(delays, ['4s', '115s']);
    for (const charon of charons) {
      t.deepEqual(valuesOf(strongswanConf(charon), 'retransmit_timeout'), ['1']);
      t.deepEqual(valuesOf(strongswanConf(charon), 'retransmit_tries'), ['4']);
    }
  });
}

for (const name of ['userspace', 'kernel'] as const satisfies readonly DataplaneName[]) {
  test(`${name}: a child SA is rekeyed well after any measurement, and before its lifetime is over`, (t) => {
    for (const charon of dataplaneNamed(name).charons(tunnels(2))) {
      const conf = swanctlConf(charon);
      for (const kind of ['time', 'bytes']) {
        const life = Number.parseInt(valuesOf(conf, `life_${kind}`)[0] ?? '', 10);
        const rekeys = valuesOf(conf, `rekey_${kind}`).map((value) => Number.parseInt(value, 10));
        // strongSwan rekeys earlier by up to the difference.
        const child = rekeys.at(-1) ?? Number.NaN;
        t.true(child < life, kind);
        t.true(child - (life - child) > 0.75 * life, kind);
      }
    }
  });

  test(`${name}: without tunnels nothing is started`, (t) => {
    t.deepEqual(dataplaneNamed(name).charons([]), []);
    t.deepEqual(dataplaneNamed(name).startLines([]), []);
  });
}

test('property: DPD takes exactly the timeout of the connection', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 9, max: 3600 }), (timeout) => {
      const dpd = dpdTimersFor(timeout);
      return (
        Math.abs(dpdTimeoutSeconds(dpd) - timeout) < 1e-9 &&
        Number.isInteger(dpd.delaySeconds) &&
        dpd.delaySeconds >= 1 &&
        dpd.retransmitSeconds > 0
      );
    }),
    { numRuns: 3592 },
  );
  t.pass();
});

test('property: the timers in the configuration of charon add up to the DPD timeout', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 9, max: 3600 }), (timeout) => {
      const [charon] = dataplaneNamed('userspace').charons(tunnels(1, dpdTimersFor(timeout)));
      if (!charon) return false;
      const number = (text: string, key: string) => Number.parseFloat(valuesOf(text, key)[0] ?? '');
      const conf = strongswanConf(charon);
      const delay = number(swanctlConf(charon), 'dpd_delay');
      const written = delay + number(conf, 'retransmit_timeout') * (number(conf, 'retransmit_tries') + 1);
      return Math.abs(written - timeout) < 1e-9 && number(conf, 'retransmit_base') === 1;
    }),
  );
  t.pass();
});

test('a key is quoted, in the section of its tunnel, for both identities', (t) => {
  const [tunnel] = tunnels(1);
  if (!tunnel) return t.fail('there is no tunnel');
  const odd = { ...tunnel, tunnel: { ...tunnel.tunnel, sharedKey: 'a#b{c}=d$e%f' } };
  const [charon] = dataplaneNamed('userspace').charons([odd]);
  t.is(
    charon && swanctlSecrets(charon),
    [
      'secrets {',
      '  ike-device1 {',
      `    id-local = ${tunnel.local.publicAddress}`,
      '    id-remote = 198.51.100.10',
      '    secret = "a#b{c}=d$e%f"',
      '  }',
      '}',
      '',
    ].join('\n'),
  );
});

/** The tunnels of the first instance to this many devices. */
function tunnels(devices: number, dpd: DpdTimers = dpdTimersFor(45)): LocalTunnel[] {
  return tunnelsAt(topologyOf(definitionOf({ devices })), 'gw-0').map((tunnel) => ({
    ...tunnel,
    local: { ...tunnel.local, dpd, retransmission: dpd },
  }));
}

const valuesOf = (text: string, key: string): string[] =>
  [...text.matchAll(new RegExp(`^\\s*${key} = (\\S+)$`, 'gm'))].map(([, value = '']) => value);

const connectionsOf = (text: string): string[] =>
  [...text.matchAll(/^ {2}(\S+) \{$/gm)].map(([, name = '']) => name);
