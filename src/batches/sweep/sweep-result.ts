import { z } from 'zod';
import { StoredFormat } from '../../base/files/stored.ts';
import { longestTimers } from './recommend.ts';
import { sweepCellSchema } from './sweep-cell.ts';

const sweepResultSchema = z.object({
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

/** `sweep.json`: one fault in one lab, with many combinations of timers. */
export const sweepFormat = new StoredFormat({
  name: 'sweep',
  version: 1,
  schema: sweepResultSchema,
  otherVersion: 'Run the sweep again, or use the version that wrote it.',
});

export type SweepResult = z.infer<typeof sweepResultSchema>;

export function sweepResult(sweep: Omit<SweepResult, 'recommended'>): SweepResult {
  const { cells, limitSeconds } = sweep;
  return {
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
