import type { Progress } from '../../src/base/progress.ts';
import { prepareEnvironment } from '../../src/setup/prepare.ts';
import { engineDataDisk } from './engine-data.ts';
import { bootGuest, type Guest } from './guest.ts';
import { guestSystem } from './guest-system.ts';
import { ensureTools } from './tools.ts';

export interface KernelGuest extends Guest {
  /** Tag of the image that its engine has. */
  readonly nodeImage: string;
}

/**
 * Boots a virtual machine whose kernel has ESP and whose engine has the node image. This machine's own engine gives the
 * image, and builds it if it is missing.
 */
export async function kernelGuest(progress: Progress): Promise<KernelGuest> {
  await ensureTools(progress);
  const { engine, nodeImage } = await prepareEnvironment({ progress });
  const system = await guestSystem(progress);
  const data = await engineDataDisk(engine, nodeImage, progress);
  const guest = await bootGuest({ system, data }, progress);
  return { ...guest, nodeImage };
}
