import type * as z from 'zod';

/** Marks a zod issue about a list that is longer than Azure allows, not only longer than a lab takes. */
export const limitedByAzure = 'limited by Azure';

/**
 * How a single value of the file is read. Rules that compare several values need the rest of the file even when one
 * value is wrong. So each file is read twice: a strict reading reports wrong values, and a salvaging one replaces each
 * of them with `fallback`.
 */
export type Leaf = <Schema extends z.ZodType>(
  schema: Schema,
  fallback: z.output<Schema>,
) => Schema | z.ZodCatch<Schema>;
