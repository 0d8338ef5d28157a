import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { $ } from 'zx';
import { projectFolder } from '../base/project-folder.ts';
import type { FileContent } from '../engine/containers/archive.ts';

const packedSchema = z.tuple([z.object({ filename: z.string() })]);
const installOptions = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];

/**
 * Packs this project, installs the package with what it needs, and reads all files of `node_modules`, by their paths from
 * its parent folder. Links are left out: npm makes them only for commands.
 *
 * @param folder an empty one, in which this happens
 * @throws {ProcessOutput} of zx when npm fails
 */
export async function installedProgram(
  folder: string,
  signal?: AbortSignal,
): Promise<Map<string, FileContent>> {
  const project = fileURLToPath(projectFolder);
  const run = $({ quiet: true, ...(signal && { signal }) });
  const packed = await run({ cwd: project })`npm pack --json --pack-destination ${folder}`;
  const [{ filename }] = packedSchema.parse(JSON.parse(packed.stdout));
  const user = join(folder, 'user');
  await mkdir(user);
  await run`npm install --prefix ${user} ${installOptions} ${join(folder, filename)}`;
  return filesBelow(user, 'node_modules');
}

/** One after the other: there are more of them than a process may have open. */
async function filesBelow(parent: string, name: string): Promise<Map<string, FileContent>> {
  const entries = await readdir(join(parent, name), { recursive: true, withFileTypes: true });
  const files = new Map<string, FileContent>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const [content, { mode }] = await Promise.all([readFile(path), stat(path)]);
    files.set(relative(parent, path), { content, mode: mode & 0o100 ? 0o755 : 0o644 });
  }
  return files;
}
