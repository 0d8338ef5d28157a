import type { Engine } from '../../engine/engine.ts';
import { type NodeImageSources, nodeImageSources } from './node-image-sources.ts';
import { type OwnImage, ownImages } from './own-images.ts';

/**
 * The images of this program on an engine: those for the sources of this checkout, and others, among them those for the same
 * sources on another release of Debian.
 */
export interface ImageFacts {
  readonly node: NeededImage;
  /** Only a build needs it. */
  readonly base: NeededImage;
  readonly others: readonly OwnImage[];
}

export interface NeededImage {
  readonly tag: string;
  /** Absent when the engine does not have it. */
  readonly sizeBytes?: number;
}

/** Looks up what an engine has. */
export async function imageFacts(engine: Engine, given?: NodeImageSources): Promise<ImageFacts> {
  const sources = given ?? (await nodeImageSources());
  const [node, base, own] = await Promise.all([
    engine.images.find(sources.tag),
    engine.images.find(sources.baseTag),
    ownImages(engine),
  ]);
  return {
    node: { tag: sources.tag, ...(node && { sizeBytes: node.sizeBytes }) },
    base: { tag: sources.baseTag, ...(base && { sizeBytes: base.sizeBytes }) },
    others: own.filter(({ tags }) => !tags.includes(sources.tag) && !tags.includes(sources.baseTag)),
  };
}
