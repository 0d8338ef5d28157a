import { z } from 'zod';
import { directionResults, isSameDirection, restsOnAssumption } from '../direction-results.ts';
import { longestOutage } from '../outages/longest-outage.ts';
import { outageSchema } from '../outages/outage.ts';
import type { TrialResult } from '../result.ts';
import { directionNameShape } from '../traffic/direction-name.ts';

export const worstFiguresSchema = z
  .object({
    directions: z
      .array(
        z
          .object({
            ...directionNameShape,
            outage: outageSchema.nullable().describe('The longest one. Null: nothing was interrupted.'),
            assumed: z
              .literal(true)
              .exactOptional()
              .describe('An outage was decided by something that this project assumes.'),
          })
          .readonly(),
      )
      .readonly(),
    redundancyRestoredMs: z
      .number()
      .nullable()
      .describe('The latest one, from T0. Null: in a trial it was not restored within the time allowed.'),
  })
  .readonly()
  .describe('The worst of all trials: the figures that limits are compared with.');

export type WorstFigures = z.infer<typeof worstFiguresSchema>;

/** The worst figures of the trials that are valid; null when there is none. */
export function worstFigures(trials: readonly TrialResult[]): WorstFigures | null {
  const valid = trials.filter(({ quality }) => quality.valid);
  const [first] = valid;
  if (!first) return null;
  const all = valid.flatMap(directionResults);
  return {
    directions: directionResults(first).map((one) => {
      const own = all.filter((other) => isSameDirection(one, other));
      return {
        pair: one.pair,
        direction: one.direction,
        from: one.from,
        to: one.to,
        outage: longestOutage(own.map((other) => other.longestOutage)),
        ...(own.some(restsOnAssumption) && { assumed: true as const }),
      };
    }),
    redundancyRestoredMs: valid.reduce<number | null>(
      (worst, { redundancyRestoredMs: own }) =>
        worst === null || own === null ? null : Math.max(worst, own),
      0,
    ),
  };
}
