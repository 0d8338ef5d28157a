import { z } from 'zod';
import { runResultSchema } from '../../analysis/run-result.ts';
import { renderSchema } from '../../definition/form/json-schema.ts';
import { resultFormat } from './formats.ts';

/** The JSON Schema of `result.json` as the text of a file, for programs in other languages. */
export function renderResultSchema(): string {
  const schema = z.object({ format: z.literal(resultFormat.format), ...runResultSchema.shape });
  return renderSchema({
    title: 'switchover result',
    description:
      'What a run measured. Durations are in milliseconds; null means "not known" or "did not happen", never zero. Readers should ignore keys that they do not know; a change that would break them raises the number in format.',
    // As input: a reader that checks a result must not refuse keys that a later version adds.
    ...z.toJSONSchema(schema, {
      io: 'input',
      override: ({ jsonSchema }) => {
        // A note for forms, which says nothing about a file.
        delete jsonSchema.readOnly;
      },
    }),
  });
}
