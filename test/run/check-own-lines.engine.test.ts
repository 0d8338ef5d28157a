import test from 'ava';
import type { Device } from '../../src/definition/definition.ts';
import { profileNamed } from '../../src/definition/profile.ts';
import { makeBlueprint } from '../../src/lab/make-blueprint.ts';
import { checkOwnLines } from '../../src/run/check-own-lines.ts';
import { realEngine } from '../engine/real-engine.ts';
import { definitionOf } from '../topology/definitions.ts';

/** Checks a lab whose only device, which has two tunnels, has this of its own. */
async function check(own: Partial<Device>): Promise<void> {
  const { engine, image } = await realEngine();
  const definition = definitionOf({ devices: 1 });
  const sites = definition.sites.map((site) => ({
    ...site,
    devices: site.devices.map((device) => ({ ...device, ...own })),
  }));
  const blueprint = await makeBlueprint({
    definition: { ...definition, sites },
    profile: profileNamed('fast'),
    dataplane: 'userspace',
    kernel: { esp: false, multipathHashSeed: false, netem: false },
    image,
    now: new Date(),
  });
  await checkOwnLines(engine, blueprint);
}

test('lines that bgpd and charon take pass', async (t) => {
  await t.notThrowsAsync(
    check({
      frr: { content: 'ip prefix-list mine permit any\n' },
      swanctl: { content: 'send_cert = never\nchildren {\n  net {\n    inactivity = 1h\n  }\n}\n' },
    }),
  );
});

test("bgpd's words are shown with the number of the line among its own", async (t) => {
  const error = await t.throwsAsync(
    check({ frr: { content: 'ip prefix-list mine permit any\nrooter bgp 1\n' } }),
  );
  t.regex(
    error?.message ?? '',
    /^bgpd of device1 refuses its own configuration \(frr: in the lab file\):\nline 2: No such command: rooter bgp 1$/,
  );
});

for (const [what, lines, refused] of [
  ['a static route', 'ip route 10.9.0.0/16 Null0\n', 'line 1: No such command: ip route 10.9.0.0/16 Null0'],
  ['BFD', 'bfd\n peer 10.9.0.1\n exit\nexit\n', 'line 1: No such command: bfd'],
  [
    'an address of an interface',
    'interface wan0\n ip address 10.9.0.1/24\n',
    'line 2: No such command:  ip address 10.9.0.1/24',
  ],
] as const) {
  test(`${what}, which another daemon would take, is refused`, async (t) => {
    const error = await t.throwsAsync(check({ frr: { content: lines } }));
    t.is(error?.message, `bgpd of device1 refuses its own configuration (frr: in the lab file):\n${refused}`);
  });
}

test('what bgpd knows and cannot do is refused with its reason', async (t) => {
  const error = await t.throwsAsync(check({ frr: { content: 'router bgp 1\n' } }));
  t.regex(error?.message ?? '', /already running; AS is \d+\nline 1: .*Config Failed: router bgp 1$/);
});

test("charon's words are shown", async (t) => {
  const error = await t.throwsAsync(check({ swanctl: { content: 'mobik = yes\n' } }));
  t.regex(
    error?.message ?? '',
    /^charon of device1 refuses .*\(swanctl: in the lab file\):\nloading connection .* failed: unknown option: mobik/,
  );
});

test('a file is named, and its lines have its own numbers', async (t) => {
  const error = await t.throwsAsync(check({ frr: { file: 'mine.conf', content: 'hostname a\nnonsense\n' } }));
  t.regex(error?.message ?? '', /\(mine\.conf\):\nline 2: No such command: nonsense$/);
});

test('one swanctl.conf cannot serve several charons', async (t) => {
  const error = await t.throwsAsync(check({ swanctl: { file: 'mine.conf', content: '' } }));
  t.regex(error?.message ?? '', /device1 has a swanctl\.conf of its own \(mine\.conf\) and 2 tunnels/);
});
