import test from 'ava';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { debianRelease, debianReleases } from '../../../src/setup/images/debian-release.ts';
import { imageFacts } from '../../../src/setup/images/image-facts.ts';
import { type NodeImageSources, nodeImageSources } from '../../../src/setup/images/node-image-sources.ts';
import { ownImages } from '../../../src/setup/images/own-images.ts';
import { removeUnusedImages } from '../../../src/setup/images/remove-unused-images.ts';
import { type FakeImage, fakeEngine } from '../../engine/fake-engine.ts';

const sources: NodeImageSources = {
  release: 'bookworm',
  hash: 'current',
  tag: 'switchover-node:current',
  baseTag: 'switchover-base:current',
  context: new Map(),
};
const now = '2026-11-28T12:00:00Z';
const node = { [labels.role]: 'node-image' };
const base = { [labels.role]: 'base-image' };

const current: readonly FakeImage[] = [
  { id: 'sha256:a1', tags: [sources.tag], labels: node },
  { id: 'sha256:a2', tags: [sources.baseTag], labels: base },
];
const old: readonly FakeImage[] = [
  { id: 'sha256:b1', tags: ['switchover-node:b1'], labels: node, sizeBytes: 105_000_000 },
  { id: 'sha256:b2', tags: ['localhost/switchover-base:b2'], labels: base, sizeBytes: 80_000_000 },
  { id: 'sha256:b3', tags: [], labels: node, sizeBytes: 20_000_000 },
  { id: 'sha256:b4', tags: ['switchover-node:b4', 'switchover-node:b5'], labels: node, sizeBytes: 3 },
];
const staying: readonly FakeImage[] = [
  { id: 'sha256:c1', tags: ['switchover-node:used'], labels: node },
  { id: 'sha256:c2', tags: ['switchover-node:named', 'mine:1'], labels: node },
  { id: 'sha256:c3', tags: ['built-from-ours:1'], labels: node },
  { id: 'sha256:c4', tags: ['switchover-node:new'], labels: node, created: '2026-11-27T12:00:01Z' },
  {
    id: 'sha256:c5',
    tags: ['switchover-node:loaded'],
    labels: node,
    loaded: '2026-11-28T11:00:00.123456789Z',
  },
  { id: 'sha256:c6', tags: ['switchover-node:unlabelled'] },
  { id: 'sha256:c7', tags: ['debian:bookworm-slim'], labels: { [labels.role]: 'other' } },
  { id: 'sha256:c8', tags: [] },
];
const images = [...current, ...old, ...staying];

test('only unused images of other sources are removed', async (t) => {
  // Podman writes an id without its algorithm.
  const { engine, images: left } = await fakeEngine(t, { now, images, containers: ['c1'] });
  const { removed, stubborn } = await removeUnusedImages(engine, [sources]);
  t.deepEqual(stubborn, []);
  t.deepEqual(left(), [...current, ...staying]);
  t.deepEqual(removed, [
    { name: 'switchover-node:b1', sizeBytes: 105_000_000 },
    { name: 'image b3', sizeBytes: 20_000_000 },
    { name: 'switchover-node:b4, switchover-node:b5', sizeBytes: 3 },
    { name: 'switchover-base:b2', sizeBytes: 80_000_000 },
  ]);
});

test('what the engine refuses to remove is said, and the rest is removed', async (t) => {
  const { engine } = await fakeEngine(t, { now, images: old, stubborn: ['switchover-node:b1'] });
  const { removed, stubborn } = await removeUnusedImages(engine, [sources]);
  t.is(removed.length, 3);
  t.deepEqual(stubborn, [
    {
      name: 'switchover-node:b1',
      reason: 'Could not remove the image switchover-node:b1: conflict - it is used',
    },
  ]);
});

test('the images of this checkout stay, for each release of Debian', async (t) => {
  const known = await Promise.all(debianReleases.map((release) => nodeImageSources(undefined, release)));
  const needed = known.flatMap(({ tag, baseTag }, index): FakeImage[] => [
    { id: `sha256:d${index}`, tags: [tag], labels: node },
    { id: `sha256:e${index}`, tags: [baseTag], labels: base },
  ]);
  const { engine, images: left } = await fakeEngine(t, { now, images: [...needed, ...old] });
  await removeUnusedImages(engine);
  t.deepEqual(left(), needed);
  const { others } = await imageFacts(engine);
  const ownRelease = debianRelease();
  t.deepEqual(
    others.map(({ tags, use }) => [tags[0], use]),
    known
      .filter(({ release }) => release !== ownRelease)
      .flatMap(({ tag, baseTag }) => [
        [tag, 'needed'],
        [baseTag, 'needed'],
      ]),
    'the list has those of the other release',
  );
});

test('nothing is old for an engine that does not say what time it is', async (t) => {
  const { engine, changes } = await fakeEngine(t, { now: '', images });
  t.deepEqual(await removeUnusedImages(engine, [sources]), { removed: [], stubborn: [] });
  t.deepEqual(changes, []);
});

test('each image has a reason to stay, or none', async (t) => {
  const { engine } = await fakeEngine(t, { now, images, containers: ['sha256:c1'] });
  const uses = (await ownImages(engine, [sources])).map(({ tags, use }) => [tags[0], use]);
  t.deepEqual(Object.fromEntries(uses), {
    'switchover-node:current': 'needed',
    'switchover-base:current': 'needed',
    'switchover-node:b1': 'unused',
    'switchover-base:b2': 'unused',
    undefined: 'unused',
    'switchover-node:b4': 'unused',
    'switchover-node:used': 'container',
    'switchover-node:named': 'named',
    'built-from-ours:1': 'named',
    'switchover-node:new': 'recent',
    'switchover-node:loaded': 'recent',
  });
});
