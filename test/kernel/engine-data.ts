import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../src/base/progress.ts';
import { Engine } from '../../src/engine/engine.ts';
import { startPrivateDaemon } from '../engine/private-daemon.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { cached } from './cache.ts';
import { makeDisk } from './disk.ts';

/** Size of the disk in bytes. It is sparse: an image takes 0.1 GB. */
const diskBytes = 4 * 1024 ** 3;

/**
 * A disk with the data of an engine that has one image, because loading the image in an emulated guest takes minutes. A
 * separate daemon on this machine writes the data. The machine's own engine only gives the image.
 *
 * @param tag of the image, with a hash of everything that it is made from
 */
export async function engineDataDisk(from: Engine, tag: string, progress: Progress): Promise<string> {
  const name = `data-${tag.replaceAll(/[^a-z0-9.-]/g, '-')}`;
  const folder = await cached(name, (draft) => make(from, tag, draft, progress), progress);
  return join(folder, 'data.disk');
}

async function make(from: Engine, tag: string, draft: string, progress: Progress): Promise<void> {
  progress(`Putting ${tag} on a disk for the guest, once`);
  const data = join(draft, 'data');
  await mkdir(data);
  const run = await newTemporaryFolder();
  try {
    await using daemon = await startPrivateDaemon(run, {
      data,
      namespace: 'switchover-guest',
      arguments: ['--storage-driver', 'overlay2'],
    });
    await copyImage(from, await Engine.at({ kind: 'socket', path: daemon.socket }), tag, progress);
  } finally {
    await rm(run, { recursive: true, force: true });
  }
  await makeDisk(join(draft, 'data.disk'), data, diskBytes);
  await rm(data, { recursive: true });
}

async function copyImage(from: Engine, to: Engine, tag: string, progress: Progress): Promise<void> {
  await to.images.load(await from.images.save(tag), { progress });
  if (!(await to.images.find(tag))) throw new Error(`${tag} did not reach the disk.`);
}
