import { z } from 'zod';
import { longestTimers } from './recommend.ts';
import { sweepCellSchema } from './sweep-cell.ts';

/** `sweep.json`: one fault in one lab, with many combinations of timers. */
export const sweepResultSchema = z.object({
  format: z.literal('switchover-sweep/1'),
  id: z.string(),
  startedAt: z.iso.datetime(),
  lab: z.string(),
  fault: z.string(),
  profile: z.string(),
  trials: z.int().describe('of each combination'),
  limitSeconds: z.number().nullable(),
  cells: z.array(sweepCellSchema),
  recommended: z
    .array(z.string())
    .nullable()
    .describe('titles of the longest timers that keep the limit; null: no limit was given'),
});

export type SweepResult = z.infer<typeof sweepResultSchema>;

export function sweepResult(sweep: Omit<SweepResult, 'format' | 'recommended'>): SweepResult {
  const { cells, limitSeconds } = sweep;
  return {
    format: 'switchover-sweep/1',
    ...sweep,
    recommended:
      limitSeconds === null ? null : longestTimers(cells, limitSeconds * 1000).map(({ title }) => title),
  };
}

/** How the command ends: a limit that no combination keeps is missed, and without a measurement there is nothing to say. */
export function sweepEnding({ cells, recommended }: SweepResult): 'passed' | 'failed' | 'nothing-measured' {
  if (cells.every(({ directions }) => directions.length === 0)) return 'nothing-measured';
  return recommended?.length === 0 ? 'failed' : 'passed';
}
