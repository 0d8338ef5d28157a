import { z } from 'zod';
import { longestOutageMs } from '../outages/worst-outage.ts';
import { directionResultSchema, type TrialResult } from '../result.ts';
import { distributionOf, distributionSchema } from './distribution.ts';

const directionShape = directionResultSchema.unwrap().shape;

/** The trials of a run that broke the same thing, taken together. */
export const seriesSchema = z
  .object({
    target: z.string().describe('what was broken'),
    trials: z
      .array(z.int().positive())
      .readonly()
      .describe('their numbers in the run, from 1; only valid ones'),
    directions: z
      .array(
        z
          .object({
            name: directionShape.name,
            from: directionShape.from,
            to: directionShape.to,
            outage: distributionSchema.describe('longest outage of a trial; 0: nothing was interrupted'),
          })
          .readonly(),
      )
      .readonly(),
    redundancyRestored: distributionSchema.describe('from T0'),
  })
  .readonly();

export type Series = z.infer<typeof seriesSchema>;

/** One series for each target, in the order of their first trials. Trials that say nothing are left out. */
export function seriesOf(trials: readonly TrialResult[]): Series[] {
  const valid = trials.flatMap((trial, index) => (trial.quality.valid ? [{ trial, number: index + 1 }] : []));
  const targets = [...new Set(valid.map(({ trial }) => trial.fault.target))];
  return targets.map((target) => {
    const own = valid.filter(({ trial }) => trial.fault.target === target);
    const [first] = own;
    return {
      target,
      trials: own.map(({ number }) => number),
      directions: (first?.trial.directions ?? []).map(({ name, from, to }) => ({
        name,
        from,
        to,
        outage: distributionOf(own.map(({ trial }) => longestOutageMs(trial, name))),
      })),
      redundancyRestored: distributionOf(own.map(({ trial }) => trial.redundancyRestoredMs)),
    };
  });
}
