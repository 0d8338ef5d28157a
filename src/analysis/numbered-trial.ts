import { z } from 'zod';
import { trialResultSchema } from './result.ts';

/** A trial with its place in its run. */
export const numberedTrialSchema = z
  .object({
    number: z
      .int()
      .positive()
      .describe('In the whole run, from 1, also when this is only a part of the run (`--shard`).'),
    ...trialResultSchema.unwrap().shape,
  })
  .readonly();

export type NumberedTrial = z.infer<typeof numberedTrialSchema>;
