import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { saveFile } from '../../base/files/save-file.ts';
import { StoredFormat } from '../../base/files/stored.ts';
import { type Environment, thisEnvironment, variable } from '../connection/environment.ts';
import type { Engine } from '../engine.ts';
import { type KernelFeatures, kernelFeatures, kernelFeaturesSchema } from './kernel-features.ts';

const cacheFormat = new StoredFormat({
  name: 'kernel-features',
  version: 1,
  schema: z.object({
    image: z.string().describe('it has the tools with which the features were tried'),
    features: kernelFeaturesSchema,
  }),
  otherVersion: 'It is written again by the next run.',
});

/**
 * What the engine's kernel can do: tried once for each engine, kernel and image, then read from the user's cache
 * directory, which keeps the latest image for each engine and kernel. `switchover doctor` always tries again, because a
 * kernel module may have been installed since.
 */
export async function rememberedKernelFeatures(
  engine: Engine,
  image: string,
  environment: Environment = thisEnvironment(),
): Promise<KernelFeatures> {
  const { id, kernel } = await engine.info();
  const path = cacheFile(environment, [id, kernel]);
  const known = await recall(path, image);
  if (known !== undefined) return known;
  const found = await kernelFeatures(engine, image);
  await remember(path, image, found);
  return found;
}

/** Tries what the engine's kernel can do, and keeps it for the next {@link rememberedKernelFeatures}. */
export async function freshKernelFeatures(
  engine: Engine,
  image: string,
  environment: Environment = thisEnvironment(),
): Promise<KernelFeatures> {
  const [{ id, kernel }, found] = await Promise.all([engine.info(), kernelFeatures(engine, image)]);
  await remember(cacheFile(environment, [id, kernel]), image, found);
  return found;
}

function cacheFile(environment: Environment, key: readonly string[]): string {
  const cache = variable(environment, 'XDG_CACHE_HOME') ?? join(environment.homeDirectory, '.cache');
  const name = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16);
  return join(cache, 'switchover', `kernel-features-${name}.json`);
}

async function recall(path: string, image: string): Promise<KernelFeatures | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const kept = cacheFormat.readIfFits(text);
  return kept?.image === image ? kept.features : undefined;
}

/** Ignores a cache that cannot be written: the next run tries again. */
async function remember(path: string, image: string, features: KernelFeatures): Promise<void> {
  await saveFile(path, cacheFormat.write({ image, features })).catch(() => {});
}
