import { gzipSync } from 'node:zlib';
import { type FileContent, packFiles } from '../../../src/engine/containers/archive.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';
import type { NodeImageSources } from '../../../src/setup/images/node-image-sources.ts';

export const sources: NodeImageSources = {
  release: 'bookworm',
  hash: '0123456789ab',
  tag: 'switchover-node:0123456789ab',
  baseTag: 'switchover-base:0123456789ab',
  context: new Map(),
};

/** The labels of the node image for {@link sources}. */
export const rightLabels = { [labels.role]: 'node-image', [labels.sources]: sources.hash };

interface Image {
  readonly tags: readonly string[] | null;
  readonly labels?: Readonly<Record<string, string>>;
  readonly architecture?: string;
  /** Further entries of manifest.json. */
  readonly further?: readonly { readonly RepoTags: readonly string[] }[];
  /** Names in index.json; absent: there is no such file. */
  readonly index?: readonly string[];
  /** Images that index.json has under each of these names. */
  readonly indexed?: number;
  /** Bytes in files that may describe images. */
  readonly described?: number;
}

/**
 * An archive with one image, as Engine 20.10 writes it, or with the names of the OCI layout, as newer ones do. Its layer has a
 * name that a description might have.
 */
export async function imageArchive(
  {
    tags,
    labels: own = rightLabels,
    architecture = 'amd64',
    further = [],
    index,
    indexed = 1,
    described = 0,
  }: Image,
  form: 'docker' | 'oci' = 'docker',
): Promise<Buffer> {
  const digest = 'd1'.repeat(32);
  const config = form === 'docker' ? `${digest}.json` : `blobs/sha256/${digest}`;
  const json = (value: unknown) => ({ content: JSON.stringify(value) });
  return packFiles(
    new Map<string, FileContent>([
      [`blobs/sha256/${'1a'.repeat(32)}`, { content: Buffer.alloc(300 * 1024, 'layer') }],
      [config, json({ architecture, config: { Labels: own } })],
      [
        'manifest.json',
        json([
          { Config: config, RepoTags: tags, Layers: [] },
          ...further.map(({ RepoTags }) => ({ Config: config, RepoTags, Layers: [] })),
        ]),
      ],
      ...(index ? [['index.json', json({ manifests: entriesOf(index, indexed) })] as const] : []),
      ...Array.from(
        { length: Math.ceil(described / piece) },
        (_, number) =>
          [`blobs/sha256/${String(number).padStart(64, '0')}`, { content: Buffer.alloc(piece) }] as const,
      ),
    ]),
  );
}

const entriesOf = (names: readonly string[], images: number) =>
  names.flatMap((name) =>
    Array.from({ length: images }, (_, image) => ({
      digest: `sha256:${image}`,
      annotations: { 'io.containerd.image.name': name },
    })),
  );

/** A file that is short enough to describe an image. */
const piece = 256 * 1024;

export const compressed = (archive: Buffer): Buffer => gzipSync(archive);
