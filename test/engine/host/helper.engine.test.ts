import test from 'ava';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { kernelFeatures } from '../../../src/engine/host/kernel-features.ts';
import { startWiring } from '../../../src/engine/host/wiring.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { realEngine, testContainer } from '../real-engine.ts';
import { runWiring } from './run-wiring.ts';

const forever = 'while :; do sleep 60; done';

test.serial('a wire connects two containers directly', async (t) => {
  const { engine, image } = await realEngine();
  const ends = await Promise.all([testContainer(t, forever), testContainer(t, forever)]);
  await Promise.all(ends.map((end) => end.start()));
  const [left, right] = await Promise.all(ends.map((end) => end.pid()));
  const stdout = await runWiring(
    engine,
    image,
    `
    ip link add wire netns ${left} type veth peer name wire netns ${right}
    nsenter -t ${left} -n ip link set wire up
    nsenter -t ${right} -n ip link set wire up
    nsenter -t ${left} -n ip -brief link show wire | grep -o LOWER_UP
    ip -brief link | wc -l
    `,
  );
  // The wire has a carrier, and the helper's own namespace holds nothing but a loopback.
  t.is(stdout, 'LOWER_UP\n1\n');
});

test.serial('a script ends at the first command that fails, and the error has its output', async (t) => {
  const { engine, image } = await realEngine();
  await using wiring = await startWiring(engine, image, { [labels.run]: 'x' });
  const error = await t.throwsAsync(wiring.run('echo oops >&2\nfalse\necho never >&2'), {
    instanceOf: EngineError,
  });
  t.is(error?.message, 'Could not run the wiring helper: its script ended with 1:\noops');
  t.is(await wiring.run('cat; echo still here'), 'still here\n');
});

test.serial('no helper is left behind', async (t) => {
  const { engine } = await realEngine();
  const helpers = await engine.containers({ [labels.role]: 'helper' });
  const mine = helpers.filter((helper) => helper.labels[labels.owner]?.includes(`"pid":${process.pid},`));
  t.deepEqual(mine, []);
});

test.serial('a script may be longer than an argument', async (t) => {
  const { engine, image } = await realEngine();
  const lines = Array.from({ length: 20_000 }, (_, index) => `: line ${index}`);
  t.is(await runWiring(engine, image, [...lines, 'echo done'].join('\n')), 'done\n');
});

test.serial('every feature of the kernel is tried', async (t) => {
  const { engine, image } = await realEngine();
  const features = await kernelFeatures(engine, image);
  for (const { available, reason } of Object.values(features)) {
    t.is(typeof available, 'boolean');
    t.not(reason, 'the probe says nothing about it');
  }
  t.true(features.nftables.available);
});
