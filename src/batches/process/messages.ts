import { z } from 'zod';
import { runResultSchema } from '../../analysis/run-result.ts';
import type { ErrorValue } from '../../base/errors/error-value.ts';
import type { RunRequest } from '../../run/request.ts';
import type { RunStep } from '../../run/steps.ts';

/**
 * Messages between the process of a lab and the process that started it. Both run the same program, and no other process
 * can write to their channel, so that the types hold. The result is checked all the same, because it gets saved.
 */
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Messages to the process of a lab: a run, or that none is left. */
export const requestMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    request: z.custom<RunRequest>(isObject),
    more: z.boolean().describe('whether another run in the same lab may follow, so that the lab should stay'),
  }),
  z.object({ kind: z.literal('no-more') }),
]);

export type RequestMessage = z.infer<typeof requestMessageSchema>;

/** Messages from the process of a lab: the steps of a run, and how it ended as the last one. */
export const runMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: z.custom<RunStep>(isObject) }),
  z.object({
    kind: z.literal('finished'),
    outcome: z.object({ result: runResultSchema, folder: z.string(), notSaved: z.string().optional() }),
    labIsUp: z.boolean().describe('whether the process waits for the next run; otherwise it ends'),
  }),
  z.object({ kind: z.literal('failed'), error: z.custom<ErrorValue>(isObject) }),
]);

export type RunMessage = z.infer<typeof runMessageSchema>;
