import * as z from 'zod';

/** A range of a figure; at least one of its ends is given. */
export interface Bounds {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** @param what the figure, for the description */
export const boundsForm = (what: string) =>
  z
    .strictObject({
      atLeast: z.number().min(0).max(86_400).optional().describe('The least that it may be.'),
      atMost: z.number().min(0).max(86_400).optional().describe('The most that it may be.'),
    })
    .superRefine(({ atLeast, atMost }, context) => {
      if (atLeast === undefined && atMost === undefined) {
        context.addIssue({
          code: 'custom',
          message: 'has neither atLeast nor atMost.',
          params: { rule: 'missing-property', advice: 'Write one of them, or both.' },
        });
      } else if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
        context.addIssue({
          code: 'custom',
          message: `is never true: atLeast ${atLeast} is more than atMost ${atMost}.`,
          params: { rule: 'impossible-range', advice: 'Exchange the two numbers.' },
        });
      }
    })
    .optional()
    .describe(what);

export const isWithinBounds = (value: number, { atLeast, atMost }: Bounds): boolean =>
  (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);

/** "1.5 to 5", "at least 3", "at most 2", "exactly 1". */
export function boundsText({ atLeast, atMost }: Bounds): string {
  if (atLeast === undefined) return `at most ${atMost}`;
  if (atMost === undefined) return `at least ${atLeast}`;
  return atLeast === atMost ? `exactly ${atLeast}` : `${atLeast} to ${atMost}`;
}
