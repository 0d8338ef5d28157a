import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileContent } from '../containers/archive.ts';

/**
 * The files of a folder that make an image, by their paths relative to it, in the order of their names.
 *
 * Of a file's mode only the executable bit counts: git keeps no other, and the rest depends on the umask at cloning.
 * Markdown is documentation and not part of the image.
 */
export async function readSourceFolder(folder: string): Promise<Map<string, FileContent>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    // parentPath is path's name since Node 20.12; both end at the folder that was asked for.
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .sort();
  const files = await Promise.all(
    paths.map(async (path) => [path, await readSource(join(folder, path))] as const),
  );
  return new Map(files);
}

/** The first 12 hexadecimal digits of the SHA-256 over names, modes and contents: an engine has only a few images. */
export function contentHash(folders: ReadonlyMap<string, ReadonlyMap<string, FileContent>>): string {
  const hash = createHash('sha256');
  for (const [folder, files] of folders) {
    for (const [path, { content, mode = 0o644 }] of files) {
      const bytes = Buffer.from(content);
      // Lengths come before contents, so that two different sets of files never make the same input.
      hash.update(`${JSON.stringify([folder, path, mode, bytes.length])}\n`).update(bytes);
    }
  }
  return hash.digest('hex').slice(0, 12);
}

async function readSource(path: string): Promise<FileContent> {
  const [content, { mode }] = await Promise.all([readFile(path), stat(path)]);
  return { content, mode: mode & 0o100 ? 0o755 : 0o644 };
}
