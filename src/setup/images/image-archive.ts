import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { readableBytes } from '../../base/bytes.ts';
import { shown } from '../../base/quote.ts';

/** An image in an archive. */
export interface ArchivedImage {
  readonly tags: readonly string[];
  /** The same with those of the index: by all of these an engine may know the image afterwards. */
  readonly names: readonly string[];
  /** As Go names it: amd64, arm64. */
  readonly architecture: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The images in an archive, as `docker save` and `podman save` write it, plain or compressed with gzip. Nothing of it is
 * unpacked. What of them is said to people needs `shown`: anyone may have written the archive.
 *
 * @throws {Error} that says why it cannot be read, in words that follow a colon
 */
export async function archivedImages(file: string): Promise<ArchivedImage[]> {
  const descriptions = await smallFiles(await plainArchive(file));
  const read = <T>(schema: z.ZodType<T>, name: string): T => {
    const content = descriptions.get(name);
    if (content === undefined) throw new Error(`it has no ${name === manifestName ? name : shown(name)}`);
    return schema.parse(JSON.parse(content));
  };
  const entries = descriptions.has(indexName) ? read(index, indexName).manifests : [];
  refuseFurtherImages(entries);
  const indexed = entries.flatMap(({ annotations }) => annotations?.[nameAnnotation] ?? []);
  return read(manifest, manifestName).map(({ Config, RepoTags }) => {
    const { architecture, config } = read(imageConfig, Config);
    const tags = RepoTags ?? [];
    return { tags, names: [...tags, ...indexed], architecture, labels: config?.Labels ?? {} };
  });
}

const manifest = z.array(z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish() }));
const imageConfig = z.object({
  architecture: z.string(),
  config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** An engine that keeps images as containerd does loads what the index names, and not what the manifest does. */
const index = z.object({
  manifests: z.array(
    z.object({ digest: z.string(), annotations: z.record(z.string(), z.string()).nullish() }),
  ),
});
const nameAnnotation = 'io.containerd.image.name';

/** An image with several names is there once for each. */
function refuseFurtherImages(entries: readonly { readonly digest: string }[]): void {
  const images = new Set(entries.map(({ digest }) => digest)).size;
  if (images > 1) throw new Error(`its index.json has ${images} images, and must have one`);
}

const manifestName = 'manifest.json';
const indexName = 'index.json';

/** The names of the manifest, of the index, and of what may describe an image. */
const descriptionName = /^(manifest\.json|index\.json|[0-9a-f]{64}\.json|blobs\/sha256\/[0-9a-f]{64})$/;
/** Bytes. A layer may have the same form of name, and must not be held in memory. */
const longestDescription = 256 * 1024;
/** Bytes of all of them. Of an image that `image save` has written they are a few kilobytes. */
const mostDescriptions = 4 * 1024 * 1024;

async function smallFiles(archive: Readable): Promise<Map<string, string>> {
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error));
  archive.pipe(entries);
  const files = new Map<string, string>();
  let bytes = 0;
  try {
    for await (const entry of entries) {
      const { name, size = 0 } = entry.header;
      if (descriptionName.test(name) && size <= longestDescription) {
        bytes += size;
        if (bytes > mostDescriptions)
          throw new Error(`its descriptions of images are above ${readableBytes(mostDescriptions)}`);
        files.set(name, (await buffer(entry)).toString());
      } else entry.resume();
    }
    return files;
  } finally {
    archive.destroy();
  }
}

async function plainArchive(file: string): Promise<Readable> {
  const needsUnpacking = await isGzip(file);
  const archive = createReadStream(file);
  return needsUnpacking ? pipeline(archive, createGunzip(), () => {}) : archive;
}

async function isGzip(file: string): Promise<boolean> {
  await using opened = await open(file);
  const { buffer: beginning } = await opened.read(Buffer.alloc(2), 0, 2, 0);
  return beginning.equals(Buffer.from([0x1f, 0x8b]));
}
