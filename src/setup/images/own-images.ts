import type { Engine } from '../../engine/engine.ts';
import { digestOf } from '../../engine/images/image-name.ts';
import type { ImageSummary } from '../../engine/images/image-summary.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { debianReleases } from './debian-release.ts';
import {
  baseImageName,
  imageRoles,
  type NodeImageSources,
  nodeImageName,
  nodeImageSources,
} from './node-image-sources.ts';

/** An image with the label of this program. */
export interface OwnImage {
  readonly id: string;
  /** Empty when another build took its name. */
  readonly tags: readonly string[];
  readonly kind: 'node' | 'base';
  readonly use: ImageUse;
  readonly sizeBytes: number;
}

/**
 * What an image is needed for. `needed`: by the sources of this checkout. `container`: a container has it. `named`: it has a
 * name that somebody else gave it. `recent`: it was built or loaded within a day, maybe by another checkout that uses the same
 * engine. Nobody is known to need one that is `unused`.
 */
export type ImageUse = 'needed' | 'container' | 'named' | 'recent' | 'unused';

/** What is known about the need for images. */
export interface Needs {
  /** Tags for the sources of this checkout. */
  readonly tags: readonly string[];
  /** Ids of the images that containers have, running or not, whoever made them. */
  readonly ofContainers: readonly string[];
  /** The engine's clock: milliseconds since 1970. Undefined when the engine does not say. */
  readonly now: number | undefined;
}

const oneDay = 24 * 3_600_000;

/**
 * The node images and base images on an engine, for whichever sources they are.
 *
 * @param given the sources that are needed; absent: those of this checkout, for each release of Debian, since the environment
 * of another command may ask for another one
 */
export async function ownImages(
  engine: Engine,
  given?: readonly Pick<NodeImageSources, 'tag' | 'baseTag'>[],
): Promise<OwnImage[]> {
  const { images } = engine;
  const [sources, listed, containers, { now }] = await Promise.all([
    given ?? Promise.all(debianReleases.map((release) => nodeImageSources(undefined, release))),
    Promise.all(Object.values(imageRoles).map((role) => images.labelled({ [labels.role]: role }))),
    engine.containers({}),
    engine.info(),
  ]);
  // Only the engine's description of a single image says when it was loaded.
  const found = await Promise.all(listed.flat().map(({ id }) => images.find(id)));
  const needs: Needs = {
    tags: sources.flatMap(({ tag, baseTag }) => [tag, baseTag]),
    ofContainers: containers.map(({ image }) => image),
    now,
  };
  return found.flatMap((image) =>
    image === undefined
      ? []
      : [
          {
            id: image.id,
            tags: image.tags,
            kind: image.labels[labels.role] === imageRoles.base ? 'base' : 'node',
            use: useOf(image, needs),
            sizeBytes: image.sizeBytes,
          },
        ],
  );
}

/** What an image with the label of this program is needed for. */
export function useOf(
  { id, tags, newSince }: Pick<ImageSummary, 'id' | 'tags' | 'newSince'>,
  { tags: needed, ofContainers, now }: Needs,
): ImageUse {
  if (tags.some((tag) => needed.includes(tag))) return 'needed';
  if (ofContainers.some((other) => digestOf(other) === digestOf(id))) return 'container';
  // An image that was built FROM ours has our labels as well.
  if (!tags.every(isOurs)) return 'named';
  return now === undefined || now - newSince < oneDay ? 'recent' : 'unused';
}

const isOurs = (tag: string): boolean =>
  [nodeImageName, baseImageName].some((name) => tag.startsWith(`${name}:`));
