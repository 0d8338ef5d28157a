import { errorText } from '../../base/errors/error-value.ts';
import type { Engine } from '../../engine/engine.ts';
import { imageName } from '../../engine/images/image-name.ts';
import type { NodeImageSources } from './node-image-sources.ts';
import { type OwnImage, ownImages } from './own-images.ts';

export interface RemovedImages {
  readonly removed: readonly RemovedImage[];
  readonly stubborn: readonly StubbornImage[];
}

interface RemovedImage {
  readonly name: string;
  readonly sizeBytes: number;
}

/** An image that could not be removed, and why. */
interface StubbornImage {
  readonly name: string;
  readonly reason: string;
}

/**
 * Removes the images of this program that nobody is known to need; see `ImageUse` for what counts as a need. The engine
 * itself refuses to remove one from which a container was made meanwhile.
 */
export async function removeUnusedImages(
  engine: Engine,
  sources?: readonly NodeImageSources[],
): Promise<RemovedImages> {
  const unused = (await ownImages(engine, sources)).filter(({ use }) => use === 'unused');
  const removed: RemovedImage[] = [];
  const stubborn: StubbornImage[] = [];
  for (const image of unused) {
    const name = imageName(image);
    try {
      if (await isRemoved(engine, image)) removed.push({ name, sizeBytes: image.sizeBytes });
    } catch (error) {
      stubborn.push({ name, reason: errorText(error) });
    }
  }
  return { removed, stubborn };
}

/** Removes one by its names: by its id, an image with several names could not be removed. */
async function isRemoved(engine: Engine, { id, tags }: OwnImage): Promise<boolean> {
  let removed = false;
  for (const reference of tags.length > 0 ? tags : [id])
    removed = (await engine.images.remove(reference)) || removed;
  return removed;
}
