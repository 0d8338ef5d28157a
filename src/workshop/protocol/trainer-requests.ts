import { z } from 'zod';
import { parameterValuesSchema } from '../../observations/applied-fault.ts';

const message = z.string().trim().max(500);

/** Shown until it is replaced; empty: none. */
export const messageRequest = z.strictObject({ message });

export const pauseRequest = z.strictObject({ isPaused: z.boolean() });

/** The same fault in every lab that is up. */
export const breakAllRequest = z.strictObject({
  fault: z.string().min(1).max(200),
  target: z.string().min(1).max(200).optional(),
  parameters: parameterValuesSchema.default({}),
});

export type BreakAllRequest = z.output<typeof breakAllRequest>;
