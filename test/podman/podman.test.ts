import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import { execa } from 'execa';
import { directionResults } from '../../src/analysis/direction-results.ts';
import { ownerLabel, thisOwner } from '../../src/base/ownership/owner.js';
import { createFollowed } from '../../src/engine/containers/create-followed.ts';
import { labels } from '../../src/engine/ownership/labels.ts';
import { ensureNodeImage } from '../../src/setup/images/node-image.ts';
import { nodeImageSources } from '../../src/setup/images/node-image-sources.ts';
import { runIn, switchover } from '../cli/switchover.ts';
import { measured, words } from '../labs/support/measured.ts';
import { resultIn } from '../labs/support/run-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type OwnPodman, ownPodman } from './own-podman.ts';

/** One Podman that is empty at first. Each test builds on those before it. */
const test = anyTest as TestFn<OwnPodman>;
/** A build downloads Debian's packages and compiles the programs. */
const buildLimitMs = 900_000;
const testsLimitMs = 900_000;
const testLabels = { [labels.role]: 'test', [labels.owner]: ownerLabel(thisOwner()) };

test.before('a Podman is started', async (t) => {
  t.timeout(buildLimitMs);
  t.context = await ownPodman();
});

test.after.always(async (t) => {
  await t.context[Symbol.asyncDispose]?.();
});

test.serial('doctor recognizes Podman and says that the image is missing', async (t) => {
  const { exitCode, stdout, stderr } = await switchover(['doctor'], t.context.environment);
  t.is(exitCode, 0, stderr);
  t.regex(stdout, /^Engine +Podman \d+\.\d+\.\d+ \(API [\d.]+\) at unix:.*podman\.sock$/m);
  t.regex(stdout, /found by DOCKER_HOST$/m);
  t.regex(stdout, /^Images +switchover-node:\w+: missing, the next run builds it, or image load brings it$/m);
});

test.serial('the node image is built, and found again the next time', async (t) => {
  t.timeout(buildLimitMs);
  const said: string[] = [];
  const progress = (line: string) => said.push(line);
  const tag = await ensureNodeImage(t.context.engine, { progress });
  t.true(said.length > 0);
  t.deepEqual((await t.context.engine.images.find(tag))?.tags, [tag]);
  said.length = 0;
  t.is(await ensureNodeImage(t.context.engine, { progress }), tag);
  t.deepEqual(said, []);
});

test.serial('doctor finds a dataplane, and nothing is missing', async (t) => {
  const { stdout } = await switchover(['doctor', '--format', 'json'], t.context.environment);
  const { engine, images, kernel, leftovers } = JSON.parse(stdout);
  t.is(engine.kind, 'Podman');
  t.regex(kernel.dataplane, /^(kernel|userspace)$/);
  t.true(kernel.freeDiskBytes > 0);
  t.true(images.node.sizeBytes > 0 && images.base.sizeBytes > 0);
  t.deepEqual(leftovers, []);
});

test.serial('a node is made again if Podman has lost its disk', async (t) => {
  const { engine, podman } = t.context;
  const { tag: image } = await nodeImageSources();
  const name = 'switchover-test-lost-disk';
  let made = 0;
  const create = async () => {
    const files = new Map([['/etc/switchover/word', { content: 'there' }]]);
    const spec = { name, hostname: 'test', image, labels: testLabels, network: 'none', files } as const;
    const container = await engine.createContainer({ ...spec, command: ['cat', '/etc/switchover/word'] });
    made++;
    if (made === 1) {
      // A race in Podman does this: it thinks that the disk is mounted, but it is not.
      const disk = await podman('mount', name);
      await execa('umount', [disk]);
      await rmdir(disk);
    }
    return container;
  };
  const lines: string[] = [];
  const { container, following } = await createFollowed(create, (_, line) => lines.push(line));
  await using _ = container;
  await container.start();
  await following.done;
  t.deepEqual([made, lines], [2, ['there']]);
});

test.serial('a run of dual-redundancy keeps its limits and leaves nothing behind', async (t) => {
  t.timeout(testsLimitMs);
  const { ending, folder } = await measured(await temporaryFolder(t), async (runs, traffic) => {
    const args = ['run', 'dual-redundancy', '--profile', 'fast', ...traffic, '--runs', runs];
    const ending = await switchover(args, t.context.environment);
    return { ending, folder: join(runs, await runIn(runs)) };
  });
  t.is(ending.exitCode, 0, words(ending));
  t.regex(ending.stdout, /Podman \d/);
  const [trial] = (await resultIn(folder)).trials;
  t.is(trial?.quality.packetsLostBeforeFault, 0);
  t.deepEqual(
    trial &&
      directionResults(trial).map(({ flowsHit, flowsNotRecovered }) => [flowsHit > 0, flowsNotRecovered]),
    [
      [true, 0],
      [true, 0],
    ],
  );
  t.deepEqual(await t.context.engine.containers({ [labels.owner]: true }), []);
});

test.serial(
  'tests for Docker pass with Podman: the engine, and up, list, inspect, exec, logs, down, gc',
  async (t) => {
    t.timeout(testsLimitMs);
    const files = ['test/engine/**/*.engine.test.ts', 'test/labs/up.test.ts'];
    const { exitCode, all } = await execa('npx', ['ava', '--concurrency', '1', ...files], {
      env: { ...t.context.environment, NO_COLOR: '1', FORCE_COLOR: undefined },
      reject: false,
      all: true,
    });
    t.is(exitCode, 0, all);
  },
);

test.serial('gc finds that nothing was left', async (t) => {
  const { stdout } = await switchover(['gc'], t.context.environment);
  t.is(stdout, 'Nothing was left.');
});
