import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../../src/engine/engine.ts';
import { labOf } from './lab-of.ts';
import { type Sample, sample } from './sample.ts';

/** Measures labs of each of these numbers of tunnels, one after the other. */
export async function measureGrowth(
  engine: Engine,
  image: string,
  sizes: readonly number[],
  say: (text: string) => void,
): Promise<Sample[]> {
  const folder = await mkdtemp(join(tmpdir(), 'switchover-bench-'));
  const samples: Sample[] = [];
  try {
    for (const tunnels of sizes) {
      say(`${tunnels} tunnels`);
      const file = join(folder, `${tunnels}.yaml`);
      await writeFile(file, labOf(tunnels));
      samples.push(await sample(engine, image, { tunnels, file, runs: join(folder, 'runs') }));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return samples;
}
