import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Environment, thisEnvironment, variable } from '../connection/environment.ts';
import type { Engine } from '../engine.ts';
import { type KernelFeatures, kernelFeatures } from './kernel-features.ts';

const feature = z.object({ available: z.boolean(), reason: z.string().exactOptional() });
const remembered = z.object({
  /** It brings the tools with which a feature is tried out. */
  image: z.string(),
  features: z.object({
    tun: feature,
    esp: feature,
    xfrmInterface: feature,
    netem: feature,
    nftables: feature,
    nftablesNat: feature,
    multipathHashSeed: feature,
  }),
});

/**
 * What the engine's kernel can do, tried out once for each engine, kernel and image, and remembered in the user's
 * cache directory, of each engine and kernel for the latest image. `switchover doctor` tries anew, for a module may have been installed since.
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
  await remember(path, { image, features: found });
  return found;
}

/** Tries out what the engine's kernel can do, and remembers it for the next {@link rememberedKernelFeatures}. */
export async function freshKernelFeatures(
  engine: Engine,
  image: string,
  environment: Environment = thisEnvironment(),
): Promise<KernelFeatures> {
  const [{ id, kernel }, found] = await Promise.all([engine.info(), kernelFeatures(engine, image)]);
  await remember(cacheFile(environment, [id, kernel]), { image, features: found });
  return found;
}

function cacheFile(environment: Environment, key: readonly string[]): string {
  const cache = variable(environment, 'XDG_CACHE_HOME') ?? join(environment.homeDirectory, '.cache');
  const name = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16);
  return join(cache, 'switchover', `kernel-features-${name}.json`);
}

async function recall(path: string, image: string): Promise<KernelFeatures | undefined> {
  try {
    const { data } = remembered.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return data?.image === image ? data.features : undefined;
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written is no reason to fail: the next run tries again. */
async function remember(path: string, found: z.infer<typeof remembered>): Promise<void> {
  try {
    await mkdir(join(path, '..'), { recursive: true });
    // One name for all: what a killed run leaves of it is overwritten by the next one.
    const draft = `${path}.draft`;
    await writeFile(draft, JSON.stringify(found));
    await rename(draft, path);
  } catch {
    // See above.
  }
}
