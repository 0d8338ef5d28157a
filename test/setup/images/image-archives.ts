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
}

/**
 * An archive with one image, as Engine 20.10 writes it, or with the names of the OCI layout, as newer ones do. Its layer has a
 * name that a description might have.
 */
export async function imageArchive(
  { tags, labels: own = rightLabels, architecture = 'amd64' }: Image,
  form: 'docker' | 'oci' = 'docker',
): Promise<Buffer> {
  const digest = 'd1'.repeat(32);
  const config = form === 'docker' ? `${digest}.json` : `blobs/sha256/${digest}`;
  const json = (value: unknown) => ({ content: JSON.stringify(value) });
  return packFiles(
    new Map<string, FileContent>([
      [`blobs/sha256/${'1a'.repeat(32)}`, { content: Buffer.alloc(300 * 1024, 'layer') }],
      [config, json({ architecture, config: { Labels: own } })],
      ['manifest.json', json([{ Config: config, RepoTags: tags, Layers: [] }])],
    ]),
  );
}

export const compressed = (archive: Buffer): Buffer => gzipSync(archive);
