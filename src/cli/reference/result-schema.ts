import { z } from 'zod';
import type { JsonSchema } from '../../definition/form/json-schema.ts';
import type { ResultFile } from './result-files.ts';

const forReaders =
  'Durations are in milliseconds; null means "not known" or "did not happen", never zero. Readers should ignore keys that they do not know; a change that would break them raises the number in format.';

/** The JSON Schema of the file of a result. */
export function resultSchema({ title, description, stored }: ResultFile): JsonSchema {
  const schema = z.toJSONSchema<z.ZodType>(stored.schema, {
    // A reader that checks a result must not refuse keys that a later version adds.
    io: 'input',
    override: ({ jsonSchema }) => {
      // A note for forms, which says nothing about a file.
      delete jsonSchema.readOnly;
    },
  });
  return {
    title,
    description: `${description} ${forReaders}`,
    ...schema,
    properties: { format: { type: 'string', const: stored.format }, ...schema.properties },
    required: ['format', ...(schema.required ?? [])],
  };
}
