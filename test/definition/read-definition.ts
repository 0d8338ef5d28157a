import type { Definition } from '../../src/definition/definition.ts';
import type { KnownFault } from '../../src/definition/known-fault.ts';
import { DefinitionError } from '../../src/definition/problems/definition-error.ts';
import { examineDefinition } from '../../src/definition/read-definition.ts';
import type { Source } from '../../src/definition/sources/source.ts';

/** The definition of a source that has to be right. */
export function readDefinition(source: Source, faults: readonly KnownFault[]): Definition {
  const examination = examineDefinition(source, faults);
  if (!examination.ok) throw new DefinitionError(examination.problems);
  return examination.definition;
}
