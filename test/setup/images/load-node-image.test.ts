import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { loadNodeImage } from '../../../src/setup/images/load-node-image.ts';
import { ensureNodeImage } from '../../../src/setup/images/node-image.ts';
import { type FakeContent, fakeEngine } from '../../engine/fake-engine.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { compressed, imageArchive, rightLabels, sources } from './image-archives.ts';

const { tag } = sources;
const right = { id: 'sha256:1', tags: [tag], labels: rightLabels };
const work = { progress: () => {} };

async function loading(t: ExecutionContext, content: Buffer, engine: FakeContent = {}) {
  const path = join(await temporaryFolder(t), 'node.tar.gz');
  await writeFile(path, content);
  const fake = await fakeEngine(t, { afterLoad: [right], ...engine });
  return { ...fake, load: () => loadNodeImage(fake.engine, { path, name: 'node.tar.gz' }, work, sources) };
}

for (const form of ['docker', 'oci'] as const)
  for (const [how, pack] of [
    ['plain', (archive: Buffer) => archive],
    ['compressed', compressed],
  ] as const)
    test(`the engine gets an archive as it is: ${form}, ${how}`, async (t) => {
      const content = pack(await imageArchive({ tags: [tag] }, form));
      const { load, loaded, changes } = await loading(t, content);
      t.is(await load(), tag);
      t.deepEqual(loaded, [content]);
      t.deepEqual(changes, ['POST /images/load']);
    });

test('an image with two names is one image', async (t) => {
  const content = await imageArchive(
    { tags: [tag, `localhost/${tag}`], index: [tag, `docker.io/library/${tag}`] },
    'oci',
  );
  const { load } = await loading(t, content);
  t.is(await load(), tag);
});

test('after a load, nothing is fetched or built for a lab', async (t) => {
  const { load, engine, changes } = await loading(t, await imageArchive({ tags: [tag] }));
  await load();
  t.is(await ensureNodeImage(engine, work, sources), tag);
  t.deepEqual(changes, ['POST /images/load']);
});

test('an image that the engine has is not loaded again', async (t) => {
  const { load, changes } = await loading(t, await imageArchive({ tags: [tag] }), { images: [right] });
  t.is(await load(), tag);
  t.deepEqual(changes, []);
});

test('an image from Podman gets the name by which a lab looks for it', async (t) => {
  const content = await imageArchive({ tags: [`localhost/${tag}`] });
  const { load, images } = await loading(t, content, {
    afterLoad: [{ ...right, tags: [`docker.io/other/${tag}`] }],
  });
  t.is(await load(), tag);
  t.true(images()[0]?.tags.includes(tag));
});

const refusals: Readonly<Record<string, readonly [content: () => Promise<Buffer>, said: RegExp]>> = {
  'of other sources': [
    () =>
      imageArchive({
        tags: ['switchover-node:other'],
        labels: { ...rightLabels, [labels.sources]: 'other' },
      }),
    /^node\.tar\.gz has the node image of other sources \(switchover-node:other\)\. This version needs switchover-node:0123456789ab: run `npm run switchover -- image save FILE` with the same version on a machine that can build it\.$/,
  ],
  'of another program, with the right name': [
    () => imageArchive({ tags: [tag], labels: {} }),
    /^node\.tar\.gz has no node image\. This version needs switchover-node:0123456789ab: /,
  ],
  'without a name': [
    () => imageArchive({ tags: null, labels: { [labels.role]: 'node-image' } }),
    /^node\.tar\.gz has the node image of other sources \(without a name\)\. /,
  ],
  'with a further image': [
    () => imageArchive({ tags: [tag], further: [{ RepoTags: ['debian:bookworm-slim'] }] }),
    /^node\.tar\.gz has 2 images, and must have the node image alone: the engine would take all of them\.$/,
  ],
  'with a further image in its index': [
    () => imageArchive({ tags: [tag], index: [tag], indexed: 2 }, 'oci'),
    /^node\.tar\.gz cannot be loaded as an image: its index\.json has 2 images, and must have one\. /,
  ],
  'that takes the name of another image': [
    () => imageArchive({ tags: [tag, 'debian:bookworm-slim'] }),
    /^node\.tar\.gz gives the node image other names than switchover-node:0123456789ab: debian:bookworm-slim\. Save it with `npm run switchover -- image save FILE`\.$/,
  ],
  'that takes the name of another image by its index': [
    () => imageArchive({ tags: [tag], index: ['docker.io/library/debian:bookworm-slim'] }, 'oci'),
    /^node\.tar\.gz gives the node image other names than .*: docker\.io\/library\/debian:bookworm-slim\. /,
  ],
  'with names for a terminal': [
    () =>
      imageArchive({
        tags: ['switchover-node:\u001b[2Jother'],
        labels: { ...rightLabels, [labels.sources]: 'other' },
      }),
    /^node\.tar\.gz has the node image of other sources \("switchover-node:\\u\{1b\}\[2Jother"\)\. /,
  ],
  'for an architecture for a terminal': [
    () => imageArchive({ tags: [tag], architecture: '\u001b[2J' }),
    /^node\.tar\.gz has the node image for "\\u\{1b\}\[2J", and /,
  ],
  'with too much to hold in memory': [
    () => imageArchive({ tags: [tag], described: 5 * 1024 * 1024 }),
    /^node\.tar\.gz cannot be loaded as an image: its descriptions of images are above .*\. Give it /,
  ],
  'for another architecture': [
    () => imageArchive({ tags: [tag], architecture: 'arm64' }),
    /^node\.tar\.gz has the node image for arm64, and the engine runs on x86_64\. Save it on a machine of that architecture\.$/,
  ],
  'that is text': [
    async () => Buffer.from('# an image\n'.repeat(100)),
    /^node\.tar\.gz cannot be loaded as an image: Invalid tar header.*\. Give it a file that `npm run switchover -- image save FILE` has written\.$/,
  ],
  'that is empty': [async () => Buffer.alloc(0), /cannot be loaded as an image: it has no manifest\.json\. /],
  'that was cut off': [
    async () => {
      const whole = compressed(await imageArchive({ tags: [tag] }));
      return whole.subarray(0, whole.length / 2);
    },
    /cannot be loaded as an image: unexpected end of file\. /,
  ],
};

for (const [what, [content, said]] of Object.entries(refusals))
  test(`an archive ${what} does not reach the engine`, async (t) => {
    const { load, changes } = await loading(t, await content());
    const error = await t.throwsAsync(load(), { message: said });
    t.like(error, { kind: 'wrong-input' });
    t.deepEqual(changes, []);
  });

test('a file that is not there is said to be missing', async (t) => {
  const { engine } = await fakeEngine(t, {});
  const load = loadNodeImage(engine, { path: '/nowhere/image', name: '/nowhere/image' }, work, sources);
  await t.throwsAsync(load, { message: /^\/nowhere\/image cannot be loaded as an image: it is missing\. / });
});
