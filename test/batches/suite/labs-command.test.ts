import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { switchover } from '../../cli/switchover.ts';
import { unusedEngine } from '../../cli/unused-engine.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { labExpecting } from './labs-with-expectations.ts';

const crash = { fault: 'instance-crash', fast: { maxOutageSeconds: 5 } };

/** Wrong input is reported before any engine is asked and before anything is written. */
async function refused(t: ExecutionContext, ...args: string[]): Promise<string> {
  const { environment, asked } = await unusedEngine(t);
  const runs = await temporaryFolder(t);
  const { exitCode, stdout, stderr } = await switchover(['labs', ...args, '--runs', runs], environment);
  t.is(exitCode, 2, stderr);
  t.is(stdout, '');
  t.false(stderr.includes('    at '), 'no stack trace');
  t.is(asked(), 0);
  t.deepEqual(await readdir(runs), []);
  return stderr;
}

test.serial('an unknown lab is wrong input', async (t) => {
  t.regex(await refused(t, 'nosuch'), /^There is no lab "nosuch"/m);
});

test.serial('a lab without expectations is wrong input if it is named', async (t) => {
  const lab = await labExpecting(t, undefined);
  t.regex(
    await refused(t, lab),
    /^These labs have no `expect` block, and so nothing to run: .*lab\.yaml\.$/m,
  );
});

test.serial('the problems of several lab files are reported at once', async (t) => {
  const labs = [
    await labExpecting(t, [crash], { localNetworkGateways: 7 }),
    await labExpecting(t, [crash], { connections: 7 }),
  ];
  const said = await refused(t, ...labs);
  for (const lab of labs) t.true(said.includes(lab.slice(lab.indexOf('switchover-test'))), said);
});

test.serial('two labs of the same name are wrong input', async (t) => {
  const labs = [await labExpecting(t, [crash]), await labExpecting(t, [crash])];
  const said = await refused(t, ...labs);
  t.regex(said, /^These labs have the same name, dual-redundancy: .*lab\.yaml, .*lab\.yaml\. Results are /m);
});

test.serial('a fault with an impossible target is wrong input', async (t) => {
  const said = await refused(t, await labExpecting(t, [crash, { ...crash, target: 'vm' }]));
  t.regex(said, /instance-crash of vm|vm.* is not a gateway instance|"vm"/);
});

test.serial('more shards than cases are wrong input, and so is a shard that is none', async (t) => {
  const lab = await labExpecting(t, [crash]);
  t.is(await refused(t, lab, '--shard', '2/2'), '1 case cannot be divided into 2 shards: use at most 1.');
  t.regex(await refused(t, lab, '--shard', '3/2'), /must be a part of a number of parts, such as 2\/5/);
});

test.serial('an invalid number of jobs is wrong input', async (t) => {
  t.regex(await refused(t, '--jobs', '0'), /whole number from 1 to 64/);
});

test.serial('a tolerance without a baseline is wrong input', async (t) => {
  const lab = await labExpecting(t, [crash]);
  t.is(
    await refused(t, lab, '--tolerance', '20'),
    '--tolerance is for a comparison: give --baseline as well.',
  );
});

test.serial('an engine that does not answer gives exit code 5, one message and no results', async (t) => {
  const runs = await temporaryFolder(t);
  const { exitCode, stdout, stderr } = await switchover(
    ['labs', await labExpecting(t, [crash]), '--runs', runs],
    {
      DOCKER_HOST: `unix://${join(runs, 'nobody.sock')}`,
    },
  );
  t.is(exitCode, 5);
  t.is(stdout, '');
  t.is(stderr.match(/^DOCKER_HOST asks for the engine at/gm)?.length, 1);
  t.deepEqual(await readdir(runs), []);
});
