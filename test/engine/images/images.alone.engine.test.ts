import test from 'ava';
import type { Engine } from '../../../src/engine/engine.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { useOf } from '../../../src/setup/images/own-images.ts';
import { realEngine, testContainer } from '../real-engine.ts';

const name = `switchover-test-${process.pid}`;

test('an image is built, found, tagged, listed and removed', async (t) => {
  const { engine, image } = await realEngine();
  const { images } = engine;
  t.teardown(() => removeEach(images, [`${name}:1`, `${name}:2`]));
  const said: string[] = [];
  const dockerfile = 'ARG BASE\nFROM $BASE\nCOPY hello /hello\nENTRYPOINT ["cat", "/hello"]\n';
  await images.build(
    {
      tag: `${name}:1`,
      context: new Map([
        ['Dockerfile', { content: dockerfile }],
        ['hello', { content: 'hello\n', mode: 0o755 }],
      ]),
      buildArguments: { BASE: image },
      labels: { 'dev.switchover.role': 'test' },
    },
    { progress: (line) => said.push(line) },
  );
  t.true(said.some((line) => line.includes('COPY hello')));
  const built = await images.find(`${name}:1`);
  t.like(built, { tags: [`${name}:1`], labels: { 'dev.switchover.role': 'test' } });
  await images.tag(`${name}:1`, `${name}:2`);
  const tagged = await images.find(`${name}:1`);
  t.deepEqual([...(tagged?.tags ?? [])].sort(), [`${name}:1`, `${name}:2`]);
  await images.remove(`${name}:1`);
  await images.remove(`${name}:2`);
  t.is(await images.find(`${name}:2`), undefined);
});

test('the error of a failed build has its last words', async (t) => {
  const { engine, image } = await realEngine();
  const build = engine.images.build(
    {
      tag: `${name}:bad`,
      context: new Map([['Dockerfile', { content: `FROM ${image}\nRUN echo the reason; exit 3\n` }]]),
      buildArguments: {},
      labels: {},
    },
    { progress: () => {} },
  );
  const error = await t.throwsAsync(build, { instanceOf: EngineError });
  t.regex(
    error?.message ?? '',
    /^Could not build .*(returned a non-zero code: 3|exit status 3)\n(.*\n)* {2}the reason/,
  );
});

test('an old image of other sources is removed, and one with a container or a name of its own is not', async (t) => {
  const { engine, image } = await realEngine();
  const { images } = engine;
  const tags = ['old', 'used', 'named'].map((version) => `switchover-node:test-${process.pid}-${version}`);
  const [old = '', used = '', named = ''] = tags;
  const own = `${name}-own:1`;
  t.teardown(() => removeEach(images, [...tags, own]));
  for (const tag of tags)
    await images.build(
      {
        tag,
        context: new Map([['Dockerfile', { content: `FROM ${image}\n` }]]),
        buildArguments: {},
        labels: { [labels.role]: 'node-image', test: tag },
      },
      { progress: () => {} },
    );
  await images.tag(named, own);
  await testContainer(t, 'true', { image: used });
  const { now = 0 } = await engine.info();
  const useAt = async (clock: number) => {
    const found = await Promise.all(tags.map((tag) => images.find(tag)));
    const containers = await engine.containers({});
    const needs = { tags: [image], ofContainers: containers.map((one) => one.image), now: clock };
    return found.map((one) => one && useOf(one, needs));
  };
  t.deepEqual(await useAt(now), ['recent', 'container', 'named']);
  t.deepEqual(await useAt(now + 25 * 3_600_000), ['unused', 'container', 'named']);
  t.true(await images.remove(old));
  t.is(await images.find(old), undefined);
});

/** One after the other: Docker fails to remove two names of one image at the same time. */
async function removeEach(images: Engine['images'], tags: readonly string[]): Promise<void> {
  for (const tag of tags) await images.remove(tag);
}
