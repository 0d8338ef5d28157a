import * as z from 'zod';

/** How long a fault lasts, for those that do not come back by themselves. */
export const lasting = {
  lastsSeconds: z
    .number()
    .min(0.5)
    .max(86_400)
    .optional()
    .describe('Seconds until it is undone, 0.5 or more.'),
};

export type Lasting = z.output<z.ZodObject<typeof lasting>>;
