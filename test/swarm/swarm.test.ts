import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import anyTest, { type TestFn } from 'ava';
import { execa } from 'execa';
import { suiteFormat } from '../../src/batches/suite/suite-result.ts';
import { labels } from '../../src/engine/ownership/labels.ts';
import { buildRunnerImage } from '../../src/package/runner-image.ts';
import { realEngine } from '../engine/real-engine.ts';
import { hostState } from '../labs/support/host-state.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type OwnSwarm, ownSwarm } from './own-swarm.ts';

interface Context {
  readonly swarm: OwnSwarm;
  readonly network: Awaited<ReturnType<typeof hostState>>;
  readonly runner: string;
}

/** One swarm for all. */
const test = anyTest as TestFn<Context>;
/** The base image and the runner image are built, and both images are copied to two engines. */
const preparationMs = 900_000;
const jobMs = 900_000;
/** Six cases, with those that take least. */
const labs = ['active-active', 'single-tunnel'];
const script = fileURLToPath(new URL('../../docs/ci/swarm.sh', import.meta.url));

test.before('two engines make a swarm, and get both images', async (t) => {
  t.timeout(preparationMs);
  const network = await hostState();
  const { engine, image } = await realEngine();
  const runner = await buildRunnerImage(engine, { progress: () => {} });
  const swarm = await ownSwarm();
  t.context = { swarm, network, runner };
  for (const node of swarm.nodes)
    for (const tag of [image, runner])
      await node.engine.images.load(await engine.images.save(tag), { progress: () => {} });
});

test.after.always('the machine is as before', async (t) => {
  const { swarm, network } = t.context;
  await swarm?.[Symbol.asyncDispose]();
  t.deepEqual(await hostState(), network);
});

test.serial('three shards on two nodes are six cases in one table', async (t) => {
  t.timeout(jobMs);
  const { swarm, runner } = t.context;
  const [{ host }] = swarm.nodes;
  const folder = await temporaryFolder(t);
  const { all, exitCode } = await execa('sh', [script, ...labs, '--jobs', '1'], {
    cwd: folder,
    reject: false,
    all: true,
    env: {
      DOCKER_HOST: host,
      RUNNER: runner,
      SHARDS: '3',
      // The nodes share this machine.
      AT_ONCE: '2',
      SOCKET: swarm.socketTemplate,
      NODES: swarm.nodes.map((node) => node.host).join(' '),
    },
  });
  t.log(all);
  t.is(exitCode, 0, all);
  for (const node of ['node1', 'node2']) t.regex(all, new RegExp(` ${node} +Complete`));
  const { suite, cases } = await suiteFormat.readFile(join(folder, 'runs/whole/suite.json'));
  t.deepEqual([suite.shard, suite.missing], [null, []]);
  t.deepEqual([...new Set(cases.map(({ lab }) => lab))].sort(), labs);
  t.deepEqual(
    cases.map(({ outcome }) => outcome),
    Array(6).fill('passed'),
  );
  t.is((await readdir(join(folder, 'shards'))).length, 3);
  for (const { engine } of swarm.nodes) t.deepEqual(await engine.containers({ [labels.owner]: true }), []);
});
