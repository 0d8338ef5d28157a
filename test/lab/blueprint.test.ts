import test from 'ava';
import { profileNamed } from '../../src/definition/profile.ts';
import { newLabId, withHashSeeds } from '../../src/lab/blueprint.ts';
import { labRecord, recordPath } from '../../src/lab/lab-record.ts';
import { makeBlueprint } from '../../src/lab/make-blueprint.ts';
import { dualRedundancy } from '../topology/definitions.ts';

const request = {
  definition: dualRedundancy(),
  profile: profileNamed('fast'),
  dataplane: 'auto',
  kernel: { esp: false, multipathHashSeed: true },
  image: 'switchover-node:1',
  now: new Date('2026-11-22T21:10:20.690Z'),
} as const;

test('the id of a lab says which, and when, and is another one each time', (t) => {
  const ids = Array.from({ length: 20 }, () => newLabId('dual', request.now));
  for (const id of ids) t.regex(id, /^dual-20261122-211020-[0-9a-f]{4}$/);
  t.true(new Set(ids).size > 15);
});

test('every node gets a hash seed of its own, where the kernel has such', (t) => {
  const key = 'net.ipv4.fib_multipath_hash_seed';
  const seedsOf = ({ plans }: ReturnType<typeof makeBlueprint>) => plans.map(({ sysctls }) => sysctls[key]);
  const seeds = seedsOf(makeBlueprint(request));
  t.is(new Set(seeds).size, 9);
  for (const seed of seeds) t.regex(String(seed), /^[1-9][0-9]{0,9}$/);
  const without = makeBlueprint({ ...request, kernel: { esp: false, multipathHashSeed: false } });
  t.deepEqual(new Set(seedsOf(without)), new Set([undefined]));
  t.deepEqual(withHashSeeds([]), []);
});

test('the record of a lab has everything but its keys, and only root can read it', (t) => {
  const [path, { content, mode }] = labRecord(makeBlueprint(request));
  t.is(path, recordPath);
  t.is(mode, 0o600);
  t.false(content.includes('AzureA1b2C3'));
  const { definition, ...rest } = JSON.parse(content);
  t.deepEqual({ ...rest, id: '' }, { id: '', profile: 'fast', dataplane: 'userspace' });
  t.is(definition.connections[0].name, 'VNet1toSite5_1');
});
