import { z } from 'zod';
import { directionResults } from '../direction-results.ts';
import type { NumberedTrial } from '../numbered-trial.ts';
import { longestOutageMs } from '../outages/longest-outage.ts';
import { directionNameShape } from '../traffic/direction-name.ts';
import { distributionOf, distributionSchema } from './distribution.ts';

/** The trials of a run that broke the same thing, taken together. */
export const seriesSchema = z
  .object({
    target: z.string().describe('What was broken.'),
    trials: z
      .array(z.int().positive())
      .readonly()
      .describe('Their numbers in the run, from 1; only valid ones.'),
    directions: z
      .array(
        z
          .object({
            ...directionNameShape,
            outage: distributionSchema.describe('Longest outage of a trial; 0: nothing was interrupted.'),
          })
          .readonly(),
      )
      .readonly(),
    redundancyRestored: distributionSchema.describe('From T0.'),
  })
  .readonly();

export type Series = z.infer<typeof seriesSchema>;

/** One series for each target, in the order of their first trials. Invalid trials are left out. */
export function seriesOf(trials: readonly NumberedTrial[]): Series[] {
  const valid = trials.filter(({ quality }) => quality.valid);
  const targets = [...new Set(valid.map(({ fault }) => fault.target))];
  return targets.map((target) => {
    const own = valid.filter(({ fault }) => fault.target === target);
    const [first] = own;
    return {
      target,
      trials: own.map(({ number }) => number),
      directions: (first ? directionResults(first) : []).map((one) => ({
        pair: one.pair,
        direction: one.direction,
        from: one.from,
        to: one.to,
        outage: distributionOf(own.map((trial) => longestOutageMs(trial, one))),
      })),
      redundancyRestored: distributionOf(own.map(({ redundancyRestoredMs }) => redundancyRestoredMs)),
    };
  });
}
