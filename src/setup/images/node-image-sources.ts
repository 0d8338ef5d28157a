import { fileURLToPath } from 'node:url';
import { projectFolder } from '../../base/project-folder.ts';
import type { FileContent } from '../../engine/containers/archive.ts';
import { contentHash, readSourceFolder } from '../../engine/images/source-folder.ts';
import { type DebianRelease, debianRelease } from './debian-release.ts';

/** The folder with one folder per image. */
const imagesFolder = fileURLToPath(new URL('images/', projectFolder));

/** Names of the images. Their tags are hashes of their sources. */
export const nodeImageName = 'switchover-node';
export const baseImageName = 'switchover-base';

/** What the label `role` says of each kind of image. */
export const imageRoles = { node: 'node-image', base: 'base-image' } as const;

/** The sources of the node image, and the names that follow from them. */
export interface NodeImageSources {
  /** The release of Debian that both images are built on. */
  readonly release: DebianRelease;
  /** Hash of all sources, and of the release. */
  readonly hash: string;
  /** `switchover-node:` and that hash. */
  readonly tag: string;
  /** `switchover-base:` and the hash of the base's sources and the release. */
  readonly baseTag: string;
  /** Build context of the node image. */
  readonly context: ReadonlyMap<string, FileContent>;
}

/** Reads the sources of the images, by default those of this project for the release that the environment asks for. */
export async function nodeImageSources(
  folder: string = imagesFolder,
  release: DebianRelease = debianRelease(),
): Promise<NodeImageSources> {
  const [base, node] = await Promise.all([
    readSourceFolder(`${folder}/base`),
    readSourceFolder(`${folder}/node`),
  ]);
  const sourcesOfBase = [
    ['release', new Map([['release', { content: release }]])],
    ['base', base],
  ] as const;
  const hash = contentHash(new Map([...sourcesOfBase, ['node', node]]));
  return {
    release,
    hash,
    tag: `${nodeImageName}:${hash}`,
    baseTag: `${baseImageName}:${contentHash(new Map(sourcesOfBase))}`,
    context: node,
  };
}
