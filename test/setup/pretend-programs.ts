import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/**
 * Puts shell scripts in the place of programs of the system while a test runs. Tests of one file share the
 * path, so they have to be serial.
 */
export async function pretendPrograms(
  t: ExecutionContext,
  programs: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sw-'));
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const path = process.env.PATH;
  process.env.PATH = `${folder}:${path}`;
  t.teardown(async () => {
    process.env.PATH = path;
    await rm(folder, { recursive: true });
  });
  return folder;
}
