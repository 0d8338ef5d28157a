import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { thisEnvironment } from '../../../src/engine/connection/environment.ts';
import { rememberedKernelFeatures } from '../../../src/engine/host/feature-cache.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { realEngine } from '../real-engine.ts';

test('features are tried once, and again when the cache cannot be used', async (t) => {
  const { engine, image } = await realEngine();
  const cache = await temporaryFolder(t);
  const environment = { ...thisEnvironment(), variables: { XDG_CACHE_HOME: cache } };
  const remembered = () => rememberedKernelFeatures(engine, image, environment);
  const found = await remembered();
  const [name = ''] = await readdir(join(cache, 'switchover'));
  const path = join(cache, 'switchover', name);
  const kept = await readFile(path, 'utf8');
  const pretended = JSON.stringify({
    ...JSON.parse(kept),
    features: { ...found, tun: { available: false } },
  });
  await writeFile(path, pretended);
  t.deepEqual((await remembered()).tun, { available: false });
  await writeFile(path, kept.replace('switchover-kernel-features/1', 'switchover-kernel-features/0'));
  t.deepEqual(await remembered(), found);
  t.is(await readFile(path, 'utf8'), kept);
});
