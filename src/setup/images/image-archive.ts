import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { z } from 'zod';

/** An image in an archive. */
export interface ArchivedImage {
  readonly tags: readonly string[];
  /** As Go names it: amd64, arm64. */
  readonly architecture: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The images in an archive, as `docker save` and `podman save` write it, plain or compressed with gzip. Nothing of it is
 * unpacked.
 *
 * @throws {Error} that says why it cannot be read, in words that follow a colon
 */
export async function archivedImages(file: string): Promise<ArchivedImage[]> {
  const descriptions = await smallFiles(await plainArchive(file));
  const read = <T>(schema: z.ZodType<T>, name: string): T => {
    const content = descriptions.get(name);
    if (content === undefined) throw new Error(`it has no ${name}`);
    return schema.parse(JSON.parse(content));
  };
  return read(manifest, 'manifest.json').map(({ Config, RepoTags }) => {
    const { architecture, config } = read(imageConfig, Config);
    return { tags: RepoTags ?? [], architecture, labels: config?.Labels ?? {} };
  });
}

const manifest = z.array(z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish() }));
const imageConfig = z.object({
  architecture: z.string(),
  config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** The names of the manifest and of what may describe an image. */
const descriptionName = /^(manifest\.json|[0-9a-f]{64}\.json|blobs\/sha256\/[0-9a-f]{64})$/;
/** Bytes. A layer may have the same form of name, and must not be held in memory. */
const longestDescription = 256 * 1024;

async function smallFiles(archive: Readable): Promise<Map<string, string>> {
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error));
  archive.pipe(entries);
  const files = new Map<string, string>();
  try {
    for await (const entry of entries) {
      const { name, size = 0 } = entry.header;
      if (descriptionName.test(name) && size <= longestDescription)
        files.set(name, (await buffer(entry)).toString());
      else entry.resume();
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
