import { fileURLToPath } from 'node:url';
import type { FileContent } from '../engine/archive.ts';
import type { Engine } from '../engine/engine.ts';
import type { Progress } from '../engine/progress.ts';
import { contentHash, readSourceFolder } from '../engine/source-folder.ts';
import { withLock } from './lock-file.ts';

/** The folder with one folder per image. */
const imagesFolder = fileURLToPath(new URL('../../images/', import.meta.url));

/** Names of the images; their tags are hashes of what they are made from. */
export const nodeImageName = 'switchover-node';
export const baseImageName = 'switchover-base';

/** What the node image is made from, and the names that follow from it. */
export interface NodeImageSources {
  /** `switchover-node:` and the hash of all sources. */
  readonly tag: string;
  /** `switchover-base:` and the hash of the base's sources. */
  readonly baseTag: string;
  /** Build context of the node image. */
  readonly context: ReadonlyMap<string, FileContent>;
}

/** Reads the sources of the images, by default those of this project. */
export async function nodeImageSources(folder: string = imagesFolder): Promise<NodeImageSources> {
  const [base, node] = await Promise.all([
    readSourceFolder(`${folder}/base`),
    readSourceFolder(`${folder}/node`),
  ]);
  return {
    tag: `${nodeImageName}:${contentHash(
      new Map([
        ['base', base],
        ['node', node],
      ]),
    )}`,
    baseTag: `${baseImageName}:${contentHash(new Map([['base', base]]))}`,
    context: node,
  };
}

/**
 * Builds the image of a lab's nodes unless the engine has the one that these sources make. Images of other
 * sources stay: another checkout may use them.
 *
 * @returns the tag of the image
 * @throws EnvironmentError when there is no base to build it on
 */
export async function ensureNodeImage(
  engine: Engine,
  progress: Progress,
  given?: NodeImageSources,
): Promise<string> {
  const sources = given ?? (await nodeImageSources());
  const present = () => engine.images.find(sources.tag);
  if (await present()) return sources.tag;
  // Loaded only now: what builds images is of no use to a run that finds them.
  const { buildNodeImage } = await import('./build-node-image.ts');
  await withLock('image', progress, async () => {
    if (!(await present())) await buildNodeImage(engine, sources, progress);
  });
  return sources.tag;
}
