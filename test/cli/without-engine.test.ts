import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { temporaryFolder } from '../temporary-folder.ts';
import { switchover } from './switchover.ts';
import { unusedEngine } from './unused-engine.ts';

test.serial(
  'an engine that does not answer: exit code 5, and a paragraph that says what to do',
  async (t) => {
    const empty = await temporaryFolder(t);
    const nowhere = `unix://${join(empty, 'missing.sock')}`;
    // An empty TMPDIR, so that gc finds nothing of other tests.
    const environment = { DOCKER_HOST: nowhere, TMPDIR: empty };
    for (const verb of [['run', 'dual-redundancy'], ['gc'], ['doctor']]) {
      const { exitCode, stdout, stderr } = await switchover(verb, environment);
      t.is(exitCode, 5, verb.join(' '));
      t.is(stdout, '');
      const paragraphs = stderr
        .split('\n')
        .filter((line) => line.startsWith('DOCKER_HOST asks for the engine at'));
      t.is(paragraphs.length, 1, 'said once');
      t.true(paragraphs[0]?.includes(nowhere));
      t.regex(paragraphs[0] ?? '', /Start that engine, or choose another one: unset DOCKER_HOST/);
      t.false(stderr.includes('    at '), 'no stack');
    }
  },
);

test.serial('the labs are listed without an engine, and which are up is unknown', async (t) => {
  const nowhere = { DOCKER_HOST: 'unix:///missing.sock' };
  const { exitCode, stdout, stderr } = await switchover(['list'], nowhere);
  t.is(exitCode, 0);
  t.regex(stdout, /^dual-redundancy +\w/m);
  t.regex(stderr, /^Which labs are up is unknown\. DOCKER_HOST asks for the engine at/);
  t.is(JSON.parse((await switchover(['list', '--format', 'json'], nowhere)).stdout).up, null);
});

test.serial('a dry run prints topology and configuration without keys, and needs no engine', async (t) => {
  const { environment, asked } = await unusedEngine(t);
  const lab = parse(await readFile(new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url), 'utf8'));
  for (const dataplane of ['kernel', 'userspace']) {
    const args = ['run', 'dual-redundancy', '--dry-run', '--dataplane', dataplane];
    const { exitCode, stdout, stderr } = await switchover(args, environment);
    t.is(exitCode, 0, stderr);
    t.regex(stdout, /^vnet1gw-0--device1 +203\.0\.113\.10 /m);
    t.regex(stdout, /^==> vnet1gw-0:\/etc\/frr\/bgpd\.conf <==$/m);
    t.regex(stdout, /^==> device2:\/etc\/ipsec\/.*swanctl\.conf <==$/m);
    t.regex(stdout, /router bgp 65050/);
    for (const { sharedKey } of lab.connections) t.false(stdout.includes(sharedKey));
  }
  t.is(asked(), 0);
});

test.serial('a dry run shows the timers of the profile', async (t) => {
  const dryRun = async (profile: string) =>
    (await switchover(['run', 'dual-redundancy', '--dry-run'], { SWITCHOVER_PROFILE: profile })).stdout;
  const [azure, fast] = await Promise.all([dryRun('azure'), dryRun('fast')]);
  t.regex(azure, /neighbor \S+ timers 60 180/);
  t.regex(fast, /neighbor \S+ timers 3 9/);
});

test.serial('validate says that a valid lab file is valid', async (t) => {
  const { environment, asked } = await unusedEngine(t);
  const { exitCode, stdout } = await switchover(['validate', 'dual-redundancy'], environment);
  t.is(exitCode, 0);
  t.deepEqual(stdout.split('\n'), [
    'labs/dual-redundancy/lab.yaml is valid: 9 nodes, 4 tunnels, 9 BGP sessions.',
    '',
    'FROM, TO   vm   host',
    'vm         -    a',
    'host       a    -',
    'a  over VNet1toSite5_1 or over VNet1toSite5_2',
  ]);
  t.is(asked(), 0);
});
