import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { whyUnreadable } from '../base/files/why-unreadable.ts';
import { projectFolder } from '../base/project-folder.ts';
import { quote } from '../base/quote.ts';
import type { Definition } from '../definition/definition.ts';
import { DefinitionError } from '../definition/problems/definition-error.ts';
import type { Problem } from '../definition/problems/problem.ts';
import { examineDefinition, problemOfRule } from '../definition/read-definition.ts';
import type { Source } from '../definition/sources/source.ts';
import { faults } from '../faults/by-name.ts';
import { isStandardInput, textAt } from './lab-file-text.ts';
import { withOwnFiles } from './own-files.ts';
import { unfitFaults } from './unfit-faults.ts';
import { unreachablePairs } from './unreachable-pairs.ts';

const labsFolder = fileURLToPath(new URL('labs/', projectFolder));

export interface ReadLab {
  readonly definition: Definition;
  readonly warnings: readonly Problem[];
  /** The file as it is named in messages. */
  readonly file: string;
}

/**
 * A lab by its name (a folder of `labs/`), by the path of its file or folder, or from standard input (`-`).
 *
 * @throws SwitchoverError (wrong-input) when there is no such lab or file
 * @throws DefinitionError with everything that is wrong with the file
 */
export async function readLab(nameOrPath: string): Promise<ReadLab> {
  const names = await labNames();
  const path = names.includes(nameOrPath)
    ? join(labsFolder, nameOrPath, 'lab.yaml')
    : await fileAt(nameOrPath);
  const file = nameOf(path);
  const content = await textAt(path).catch((error: NodeJS.ErrnoException) => {
    const noLab =
      path === nameOrPath
        ? `There is no lab ${quote(nameOrPath)}, and no file with that name.`
        : `${quote(nameOrPath)} has no lab.yaml.`;
    throw new SwitchoverError(
      'wrong-input',
      error.code === 'ENOENT'
        ? `${noLab} The labs are: ${names.join(', ')}.`
        : `${file.length > 200 ? quote(file) : file} cannot be read: ${whyUnreadable(error)}.`,
      { path: file },
    );
  });
  // Commands that read no lab file need no parser.
  const { yamlSource } = await import('../definition/sources/yaml/yaml-source.ts');
  return { ...(await definitionIn(yamlSource(content, file), path)), file };
}

/** @throws DefinitionError with everything that is wrong with the source, also with the faults that it names */
async function definitionIn(source: Source, path: string): Promise<Pick<ReadLab, 'definition' | 'warnings'>> {
  const examination = examineDefinition(source, faults);
  if (!examination.ok) throw new DefinitionError(examination.problems);
  const { warnings } = examination;
  const { definition, findings } = await withOwnFiles(examination.definition, path);
  const unfit = [...unreachablePairs(definition), ...unfitFaults(definition), ...findings].map((finding) =>
    problemOfRule(finding, source),
  );
  if (unfit.length > 0) throw new DefinitionError([...warnings, ...unfit]);
  return { definition, warnings };
}

/** The name of a file in messages: as a person would write it. */
function nameOf(path: string): string {
  if (isStandardInput(path)) return 'standard input';
  return path.startsWith('/dev/') ? path : relative(process.cwd(), path) || path;
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
