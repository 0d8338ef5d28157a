import type { z } from 'zod';
import { reasonsOf, reasonsText } from '../base/plain-reasons.ts';
import { ForeignAnswer } from './connection/foreign-answer.ts';

/**
 * An answer of the engine, or a file of its command line, as the schema has it.
 *
 * @throws {Error} that says in plain words what is not as expected, for a sentence that names what was asked
 */
export function understood<T>(schema: z.ZodType<T>, answer: unknown): T {
  // docker-modem gives the bytes of an answer that is not JSON.
  if (Buffer.isBuffer(answer)) throw new ForeignAnswer(answer);
  const { data, error } = schema.safeParse(answer, { reportInput: true });
  if (error !== undefined) throw new Error(`not as expected: ${reasonsText(reasonsOf(error))}`);
  return data;
}
