import type { z } from 'zod';
import { reasonsOf, reasonsText } from '../base/plain-reasons.ts';

/**
 * An answer of the engine, or a file of its command line, as the schema has it.
 *
 * @throws {Error} that says in plain words what is not as expected, for a sentence that names what was asked
 */
export function understood<T>(schema: z.ZodType<T>, answer: unknown): T {
  const { data, error } = schema.safeParse(answer, { reportInput: true });
  if (error !== undefined) throw new Error(`not as expected: ${reasonsText(reasonsOf(error))}`);
  return data;
}
