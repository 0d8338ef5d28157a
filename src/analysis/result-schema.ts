import { z } from 'zod';
import { renderSchema } from '../definition/form/json-schema.ts';
import { runResultSchema } from './run-result.ts';

/** The JSON Schema of `result.json` as the text of a file, for programs in other languages. */
export const renderResultSchema = (): string =>
  renderSchema({
    title: 'switchover result',
    description:
      'What a run measured. Readers should ignore keys that they do not know; a change that would break them raises the number in format.',
    ...z.toJSONSchema(runResultSchema),
  });
