import { withLock } from '../../base/files/with-lock.ts';
import type { Supervision } from '../../base/progress.ts';
import type { Engine } from '../../engine/engine.ts';
import { type NodeImageSources, nodeImageSources } from './node-image-sources.ts';

/**
 * Builds the image of a lab's nodes, unless the engine has the one for these sources. Images of other sources stay
 * until `gc` finds that nobody is known to need them: another checkout may.
 *
 * @returns the tag of the image
 * @throws SwitchoverError (environment) when it has no base image to build it on
 */
export async function ensureNodeImage(
  engine: Engine,
  work: Supervision,
  given?: NodeImageSources,
): Promise<string> {
  const sources = given ?? (await nodeImageSources());
  const present = () => engine.images.find(sources.tag);
  if (await present()) return sources.tag;
  // Loaded only now: most runs find the image and build nothing.
  const { buildNodeImage } = await import('./build-node-image.ts');
  await withLock('image', work, async () => {
    if (!(await present())) await buildNodeImage(engine, sources, work);
  });
  return sources.tag;
}
