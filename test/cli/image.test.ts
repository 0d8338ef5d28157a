import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { labels } from '../../src/engine/ownership/labels.ts';
import { nodeImageSources } from '../../src/setup/images/node-image-sources.ts';
import { fakeEngine } from '../engine/fake-engine.ts';
import { imageArchive } from '../setup/images/image-archives.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { inProcess } from './in-process.ts';

const { hash, tag, baseTag } = await nodeImageSources();
const current = {
  ...{ id: 'sha256:1', tags: [tag], sizeBytes: 105_000_000 },
  labels: { [labels.role]: 'node-image', [labels.sources]: hash },
};
const old = { ...current, id: 'sha256:2', tags: ['switchover-node:old'], sizeBytes: 99_000_000 };

test.serial('image list says what is there, and what each is needed for', async (t) => {
  const { host } = await fakeEngine(t, { images: [current, old] });
  const { exitCode, stdout } = await inProcess(['image', 'list'], { DOCKER_HOST: host });
  t.is(exitCode, 0);
  t.deepEqual(
    stdout.split('\n').map((line) => line.split(/ {2,}/)),
    [
      ['IMAGE', 'SIZE'],
      [tag, '105 MB', 'in use'],
      [baseTag, 'missing', 'only a build needs it'],
      ['switchover-node:old', '99 MB', 'of other sources, gc removes it'],
    ],
  );
  const { stdout: asJson } = await inProcess(['image', 'ls', '--format', 'json'], { DOCKER_HOST: host });
  t.like(JSON.parse(asJson), { node: { tag, sizeBytes: 105_000_000 }, base: { tag: baseTag } });
});

test.serial('image save and image load carry the image from one engine to another', async (t) => {
  const archive = await imageArchive({ tags: [tag], labels: current.labels });
  const here = await fakeEngine(t, { images: [current], archive });
  const there = await fakeEngine(t, { afterLoad: [current] });
  const file = join(await temporaryFolder(t), 'node.tar.gz');
  const saved = await inProcess(['image', 'save', file], { DOCKER_HOST: here.host });
  t.is(saved.exitCode, 0, saved.stderr);
  t.is(saved.stdout, '');
  t.regex(saved.stderr, /^. Saving switchover-node:/m);
  t.is(saved.stderr.split('\n').at(-1), `${file} has ${tag} (${(await stat(file)).size} bytes).`);
  t.deepEqual(here.changes, []);
  const loaded = await inProcess(['image', 'load', file], { DOCKER_HOST: there.host });
  t.is(loaded.exitCode, 0, loaded.stderr);
  t.is(loaded.stdout, tag);
  t.deepEqual(there.changes, ['POST /images/load']);
  t.deepEqual(there.loaded, [await readFile(file)]);
  const built = await inProcess(['image', 'build'], { DOCKER_HOST: there.host });
  t.deepEqual([built.exitCode, built.stdout], [0, tag]);
  t.deepEqual(there.changes, ['POST /images/load'], 'nothing is built');
});

test.serial('an image of other sources is refused, with what to do', async (t) => {
  const { host } = await fakeEngine(t, {});
  const file = join(await temporaryFolder(t), 'node.tar');
  await writeFile(file, await imageArchive({ tags: ['switchover-node:old'] }));
  const { exitCode, stdout, stderr } = await inProcess(['image', 'load', file], { DOCKER_HOST: host });
  t.is(exitCode, 2);
  t.is(stdout, '');
  t.true(
    stderr.includes(
      `${file} has the node image of other sources (switchover-node:old). This version needs ${tag}: `,
    ),
  );
});

test.serial('image alone lists its commands', async (t) => {
  const { exitCode, stderr } = await inProcess(['image']);
  t.is(exitCode, 2);
  for (const name of ['list', 'build', 'save', 'load']) t.regex(stderr, new RegExp(`^ +${name}\\b`, 'm'));
});
