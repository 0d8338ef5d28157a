import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { parse, stringify } from 'yaml';
import { temporaryFolder } from '../../temporary-folder.ts';

const file = new URL('../../../labs/dual-redundancy/lab.yaml', import.meta.url);

/** The path of a lab file like dual-redundancy's, with other expectations. */
export async function labExpecting(
  t: Pick<ExecutionContext, 'teardown'>,
  expect: readonly Readonly<Record<string, unknown>>[] | undefined,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const path = join(await temporaryFolder(t), 'lab.yaml');
  await writeFile(path, stringify({ ...parse(await readFile(file, 'utf8')), expect, ...changes }));
  return path;
}
