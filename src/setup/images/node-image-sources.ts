import { fileURLToPath } from 'node:url';
import { projectFolder } from '../../base/project-folder.ts';
import type { FileContent } from '../../engine/containers/archive.ts';
import { contentHash, readSourceFolder } from '../../engine/images/source-folder.ts';

/** The folder with one folder per image. */
const imagesFolder = fileURLToPath(new URL('images/', projectFolder));

/** Names of the images. Their tags are hashes of their sources. */
export const nodeImageName = 'switchover-node';
export const baseImageName = 'switchover-base';

/** What the label `role` says of each kind of image. */
export const imageRoles = { node: 'node-image', base: 'base-image' } as const;

/** The sources of the node image, and the names that follow from them. */
export interface NodeImageSources {
  /** Hash of all sources. */
  readonly hash: string;
  /** `switchover-node:` and that hash. */
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
  const hash = contentHash(
    new Map([
      ['base', base],
      ['node', node],
    ]),
  );
  return {
    hash,
    tag: `${nodeImageName}:${hash}`,
    baseTag: `${baseImageName}:${contentHash(new Map([['base', base]]))}`,
    context: node,
  };
}
