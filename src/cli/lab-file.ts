import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Definition } from '../definition/definition.ts';
import { DefinitionError } from '../definition/definition-error.ts';
import type { Problem } from '../definition/problem.ts';
import { examineDefinition } from '../definition/read-definition.ts';
import { UsageError } from './failure.ts';

const labsFolder = fileURLToPath(new URL('../../labs/', import.meta.url));

export interface ReadLab {
  readonly definition: Definition;
  readonly warnings: readonly Problem[];
  /** The file as it is named in messages. */
  readonly file: string;
}

/**
 * A lab by its name (a folder of `labs/`) or by the path of its file or folder.
 *
 * @throws UsageError when there is no such lab or file
 * @throws DefinitionError with everything that is wrong with the file
 */
export async function readLab(nameOrPath: string): Promise<ReadLab> {
  const names = await labNames();
  const path = names.includes(nameOrPath)
    ? join(labsFolder, nameOrPath, 'lab.yaml')
    : await fileAt(nameOrPath);
  const file = relative(process.cwd(), path) || path;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw new UsageError(`${file} cannot be read: ${error.message}`);
    throw new UsageError(
      `There is no lab "${nameOrPath}", and no file of that name. The labs are: ${names.join(', ')}.`,
    );
  });
  const examination = examineDefinition(text, file);
  if (!examination.ok) throw new DefinitionError(examination.problems);
  return { definition: examination.definition, warnings: examination.warnings, file };
}

/** A folder stands for the lab file in it. */
async function fileAt(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? join(path, 'lab.yaml') : path;
}

/** Names of the labs that come with the program. */
export async function labNames(): Promise<string[]> {
  const entries = await readdir(labsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
