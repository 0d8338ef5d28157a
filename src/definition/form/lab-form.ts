import type { KnownFault } from '../known-fault.ts';
import { type JsonSchema, labJsonSchema } from './json-schema.ts';
import { salvagedDefinition, writtenDefinition } from './written.ts';

/** The form of lab files that can name certain faults. */
export interface LabForm {
  readonly written: ReturnType<typeof writtenDefinition>;
  readonly salvaged: ReturnType<typeof salvagedDefinition>;
  readonly jsonSchema: JsonSchema;
}

const forms = new WeakMap<readonly KnownFault[], LabForm>();

/** Built once for each list of faults, because building takes far longer than reading a file. */
export function labForm(faults: readonly KnownFault[]): LabForm {
  const known = forms.get(faults);
  if (known) return known;
  const written = writtenDefinition(faults);
  const form = { written, salvaged: salvagedDefinition(faults), jsonSchema: labJsonSchema(written) };
  forms.set(faults, form);
  return form;
}
