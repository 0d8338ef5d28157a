import type * as z from 'zod';

/** The message of zod about a list that is longer than Azure allows, not only longer than a lab takes. */
export const limitedByAzure = 'limited by Azure';

/**
 * What becomes of a piece of the file that is wrong by itself. The rules that look at several pieces together
 * want to see the rest of the file even then, so there are two readings of it: a strict one that reports, and
 * one that salvages and puts `fallback` in the place of what is wrong.
 */
export type Leaf = <Schema extends z.ZodType>(
  schema: Schema,
  fallback: z.output<Schema>,
) => Schema | z.ZodCatch<Schema>;
