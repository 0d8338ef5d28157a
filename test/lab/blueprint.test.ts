import test from 'ava';
import { SwitchoverError } from '../../src/base/errors/switchover-error.ts';
import { profileNamed } from '../../src/definition/profile.ts';
import { type Blueprint, newLabId, withHashSeeds } from '../../src/lab/blueprint.ts';
import { labRecord, parseLabRecord, recordPath, withoutKeys } from '../../src/lab/lab-record.ts';
import { makeBlueprint } from '../../src/lab/make-blueprint.ts';
import { permissionsOf } from '../../src/nodes/node-plan.ts';
import { dualRedundancy } from '../topology/definitions.ts';
import { labDefinition, labNames } from '../topology/lab-topology.ts';

const request = {
  definition: dualRedundancy(),
  profile: profileNamed('fast'),
  dataplane: 'auto',
  kernel: { esp: false, multipathHashSeed: true, netem: false },
  image: 'switchover-node:1',
  now: new Date('2026-11-22T21:10:20.690Z'),
} as const;

test('the id of a lab has its name and the time, and is unique', (t) => {
  const ids = Array.from({ length: 20 }, () => newLabId('dual', request.now));
  for (const id of ids) t.regex(id, /^dual-20261122-211020-[0-9a-f]{4}$/);
  t.true(new Set(ids).size > 15);
});

test('every node gets its own hash seed, if the kernel supports one', async (t) => {
  const key = 'net.ipv4.fib_multipath_hash_seed';
  const seedsOf = ({ plans }: Blueprint) => plans.map(({ sysctls }) => sysctls[key]);
  const seeds = seedsOf(await makeBlueprint(request));
  t.is(new Set(seeds).size, 9);
  for (const seed of seeds) t.regex(String(seed), /^[1-9][0-9]{0,9}$/);
  const without = await makeBlueprint({
    ...request,
    kernel: { esp: false, multipathHashSeed: false, netem: false },
  });
  t.deepEqual(new Set(seedsOf(without)), new Set([undefined]));
  t.deepEqual(withHashSeeds([]), []);
});

test('the record of a lab has everything except its keys, and only root can read it', async (t) => {
  const [path, file] = labRecord(await makeBlueprint(request));
  t.is(path, recordPath);
  t.is(permissionsOf(file), 0o600);
  const { content } = file;
  t.false(content.includes('AzureA1b2C3'));
  const { definition, ...rest } = parseLabRecord(content);
  const { profile, kernel, image } = request;
  t.deepEqual({ ...rest, id: '' }, { id: '', profile, dataplane: 'userspace', image, kernel });
  t.is(definition.connections[0]?.name, 'VNet1toSite5_1');
});

test('the record of every lab in labs/ is read as it was written', async (t) => {
  for (const name of labNames) {
    const definition = labDefinition(name);
    const blueprint = await makeBlueprint({ ...request, definition });
    const [, { content }] = labRecord(blueprint);
    t.deepEqual(parseLabRecord(content).definition, withoutKeys(blueprint.definition), name);
  }
});

test('the record of another version, or a damaged one, is refused with an explanation', async (t) => {
  const [, { content }] = labRecord(await makeBlueprint(request));
  const { format, ...rest } = JSON.parse(content);
  const { profile: _, ...incomplete } = rest;
  for (const [other, message] of [
    [
      { ...rest, format: 'switchover-lab/2' },
      /older version of switchover: it is switchover-lab\/2, .*reads switchover-lab\/4\. Take the lab down/,
    ],
    [{ ...rest, format: 'switchover-lab/5' }, /newer version of switchover: .*Take the lab down/],
    [rest, new RegExp(`${recordPath} is not a file of the format ${format}`)],
    [{ format, ...incomplete }, /lab\.json is damaged.*profile/],
    [
      { format, ...rest, definition: { ...rest.definition, sites: [{ name: 'site' }] } },
      /lab\.json is damaged.*sites/,
    ],
  ] as const) {
    const refused = t.throws(() => parseLabRecord(JSON.stringify(other)), { instanceOf: SwitchoverError });
    t.is(refused.kind, 'lab-not-ready');
    t.regex(refused.message, message);
  }
});

test('each client and each gateway gets its own certificate and key, which only root can read', async (t) => {
  const { plans, dataplane } = await makeBlueprint({
    ...request,
    definition: labDefinition('point-to-site'),
  });
  t.is(dataplane, 'userspace');
  const keys = new Set<string>();
  for (const node of ['vnet1gw-0', 'vnet1gw-1', 'laptop1', 'laptop2', 'laptop3']) {
    const file = plans
      .find((plan) => plan.node === node)
      ?.files.get('/etc/ipsec/point-to-site/private/own.pem');
    t.true(file?.secret, node);
    keys.add(file?.content ?? '');
  }
  // Both instances are the same server.
  t.is(keys.size, 4);
  t.false(
    plans.some(
      ({ node, files }) => node === 'device1' && [...files.keys()].some((path) => path.includes('pem')),
    ),
  );
});

test('a client has its own password, and the gateway has all of them', async (t) => {
  const definition = labDefinition('point-to-site');
  const { plans } = await makeBlueprint({
    ...request,
    definition: {
      ...definition,
      virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
        ...gateway,
        ...(gateway.vpnClientConfiguration && {
          vpnClientConfiguration: {
            ...gateway.vpnClientConfiguration,
            vpnAuthenticationType: 'Radius' as const,
          },
        }),
      })),
    },
  });
  const secrets = (node: string) =>
    plans.find((plan) => plan.node === node)?.files.get('/etc/ipsec/point-to-site/secrets.conf')?.content ??
    '';
  t.is([...secrets('vnet1gw-0').matchAll(/secret = /g)].length, 3);
  t.is([...secrets('laptop1').matchAll(/secret = /g)].length, 1);
  t.true(secrets('vnet1gw-1').includes(/secret = "(.*)"/.exec(secrets('laptop2'))?.[1] ?? 'none'));
});
