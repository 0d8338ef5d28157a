import { readableBytes } from '../../base/bytes.ts';
import { imageName } from '../../engine/images/image-name.ts';
import type { ImageFacts, NeededImage } from '../../setup/images/image-facts.ts';
import type { ImageUse } from '../../setup/images/own-images.ts';

/** An image in words. */
export interface ImageRow {
  readonly name: string;
  readonly size: string;
  readonly use: string;
}

/** The images of this program, those for the sources of this checkout first. */
export function imageRows({ node, base, others }: ImageFacts): ImageRow[] {
  const isBuilt = node.sizeBytes !== undefined;
  return [
    neededRow(node, 'the next run builds it, or image load brings it', 'in use'),
    neededRow(base, isBuilt ? 'only a build needs it' : 'the build makes it', 'only a build needs it'),
    ...others.map((image) => ({
      name: imageName(image),
      size: readableBytes(image.sizeBytes),
      use: uses[image.use],
    })),
  ];
}

const neededRow = ({ tag, sizeBytes }: NeededImage, ifMissing: string, ifThere: string): ImageRow =>
  sizeBytes === undefined
    ? { name: tag, size: 'missing', use: ifMissing }
    : { name: tag, size: readableBytes(sizeBytes), use: ifThere };

const uses: Readonly<Record<ImageUse, string>> = {
  needed: 'of these sources, on another release of Debian',
  container: 'of other sources, a container has it',
  named: 'of other sources, it has a name of your own',
  recent: 'of other sources, less than a day old',
  unused: 'of other sources, gc removes it',
};
