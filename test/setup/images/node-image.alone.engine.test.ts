import { join } from 'node:path';
import test from 'ava';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { archivedImages } from '../../../src/setup/images/image-archive.ts';
import { loadNodeImage } from '../../../src/setup/images/load-node-image.ts';
import { nodeImageSources } from '../../../src/setup/images/node-image-sources.ts';
import { saveNodeImage } from '../../../src/setup/images/save-node-image.ts';
import { realEngine } from '../../engine/real-engine.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('the engine saves the node image with the hash of its sources, and loads it', async (t) => {
  const { engine, image } = await realEngine();
  const { hash, tag } = await nodeImageSources();
  const path = join(await temporaryFolder(t), 'node.tar.gz');
  await saveNodeImage(engine, image, { file: path }, new AbortController().signal);
  const [saved, ...more] = await archivedImages(path);
  t.deepEqual(more, []);
  t.true(saved?.tags.some((one) => one.endsWith(tag)));
  t.like(saved?.labels, { [labels.role]: 'node-image', [labels.sources]: hash });
  t.is(await loadNodeImage(engine, { path, name: path }, { progress: () => {} }), tag);
});
