import { z } from 'zod';
import { caseAboutSchema } from './case-result.ts';

/** A case of a suite that is divided: every shard knows all of them, so that it is known what a missing one had. */
export const plannedCaseSchema = z
  .object({
    ...caseAboutSchema.unwrap().shape,
    definition: z.string().describe('digest of the definition of its lab'),
    shard: z.int().positive().describe('number of the shard that runs it'),
  })
  .readonly();

export type PlannedCase = z.infer<typeof plannedCaseSchema>;
