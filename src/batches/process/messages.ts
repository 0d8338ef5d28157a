import { z } from 'zod';
import { runResultSchema } from '../../analysis/run-result.ts';
import type { ErrorValue } from '../../base/errors/error-value.ts';
import type { RunRequest } from '../../run/request.ts';
import type { RunStep } from '../../run/steps.ts';

/**
 * Messages between the process of a run and the process that started it. Both run the same program, and no other process
 * can write to their channel, so that the types hold. The result is checked all the same, because it gets saved.
 */
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** The first and only message to the process of a run. */
export const requestMessageSchema = z.custom<RunRequest>(isObject);

/** Messages from the process of a run: steps, and how it ended as the last one. */
export const runMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: z.custom<RunStep>(isObject) }),
  z.object({
    kind: z.literal('finished'),
    outcome: z.object({ result: runResultSchema, folder: z.string(), notSaved: z.string().optional() }),
  }),
  z.object({ kind: z.literal('failed'), error: z.custom<ErrorValue>(isObject) }),
]);

export type RunMessage = z.infer<typeof runMessageSchema>;
