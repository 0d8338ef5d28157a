import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import test from 'ava';
import { archivedImages } from '../../../src/setup/images/image-archive.ts';
import { saveNodeImage } from '../../../src/setup/images/save-node-image.ts';
import { fakeEngine } from '../../engine/fake-engine.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { imageArchive, rightLabels, sources } from './image-archives.ts';

const { tag } = sources;
const never = new AbortController().signal;
const has = (archive: Buffer | undefined) => ({
  images: [{ id: 'sha256:1', tags: [tag], labels: rightLabels }],
  ...(archive && { archive }),
});

test('a saved image is what the engine gave, compressed, and can be looked at', async (t) => {
  const archive = await imageArchive({ tags: [tag] });
  const { engine } = await fakeEngine(t, has(archive));
  const file = join(await temporaryFolder(t), 'new/node.tar.gz');
  await saveNodeImage(engine, tag, { file }, never);
  t.deepEqual(gunzipSync(await readFile(file)), archive);
  t.deepEqual(await archivedImages(file), [
    { tags: [tag], names: [tag], architecture: 'amd64', labels: rightLabels },
  ]);
});

test('a saved image can go into a stream, which stays open', async (t) => {
  const archive = await imageArchive({ tags: [tag] });
  const { engine } = await fakeEngine(t, has(archive));
  const stream = new PassThrough();
  const all = buffer(stream);
  await saveNodeImage(engine, tag, { stream }, never);
  t.true(stream.writable);
  stream.end();
  t.deepEqual(gunzipSync(await all), archive);
});

test('an archive that breaks off leaves no file', async (t) => {
  const { engine } = await fakeEngine(t, {
    ...has(await imageArchive({ tags: [tag] })),
    afterHalf: 'break off',
  });
  const folder = await temporaryFolder(t);
  const file = join(folder, 'node.tar.gz');
  await t.throwsAsync(saveNodeImage(engine, tag, { file }, never), {
    message: `${file} could not be saved: aborted.`,
  });
  const toStream = saveNodeImage(engine, tag, { stream: new PassThrough() }, never);
  await t.throwsAsync(toStream, { message: `Could not save ${tag}: aborted` });
  t.deepEqual(await readdir(folder), []);
});

test('an interruption leaves no file, and is the reason', async (t) => {
  const { engine } = await fakeEngine(t, { ...has(await imageArchive({ tags: [tag] })), afterHalf: 'hang' });
  const folder = await temporaryFolder(t);
  const stop = new AbortController();
  const saving = saveNodeImage(engine, tag, { file: join(folder, 'node.tar.gz') }, stop.signal);
  stop.abort(new Error('Interrupted.'));
  await t.throwsAsync(saving, { message: 'Interrupted.' });
  t.deepEqual(await readdir(folder), []);
});
