import { z } from 'zod';

/** One of several equal parts of a job, each done on a machine of its own. */
export const shardSchema = z
  .object({
    number: z.int().positive().describe('From 1.'),
    of: z.int().positive().describe('How many there are.'),
  })
  .readonly();

export type Shard = z.infer<typeof shardSchema>;

/** "2/5", as it is given on the command line. */
export const shardText = ({ number, of }: Shard): string => `${number}/${of}`;
