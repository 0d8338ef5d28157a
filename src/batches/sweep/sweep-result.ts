import { z } from 'zod';
import { StoredFormat } from '../../base/files/stored.ts';
import { shardSchema } from '../../base/shard.ts';
import { batchSettingsSchema } from '../batch-settings.ts';
import { followsOf, followsSchema } from './follow.ts';
import { longestTimers } from './recommend.ts';
import { isUntried, sweepCellSchema } from './sweep-cell.ts';

const sweepResultSchema = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  lab: z.string(),
  fault: z.string(),
  profile: z.string(),
  trials: z.int().describe('of each combination'),
  limitSeconds: z.number().nullable(),
  target: z.string().nullable().describe('null: the usual targets of the fault'),
  parameters: z.string().nullable().describe('how the fault is done; null: as usual'),
  dataplane: z.string().describe('as asked for'),
  definition: z.string().describe('digest of the definition of the lab'),
  settings: batchSettingsSchema,
  version: z.string().describe('of switchover'),
  shard: shardSchema.nullable().describe('the part of the sweep that this is; null: all of it'),
  missing: z
    .array(z.int().positive())
    .describe('numbers of the shards that were not there when the others were merged'),
  plan: z
    .array(z.object({ title: z.string(), shard: z.int().positive() }))
    .nullable()
    .describe('of a shard: all combinations, each with its shard; null: the sweep is not divided'),
  cells: z.array(sweepCellSchema),
  follows: followsSchema.exactOptional(),
  recommended: z
    .array(z.string())
    .nullable()
    .describe('titles of the longest timers that keep the limit; null: no limit was given'),
});

/** `sweep.json`: one fault in one lab, with many combinations of timers. */
export const sweepFormat = new StoredFormat({
  name: 'sweep',
  version: 2,
  schema: sweepResultSchema,
  otherVersion: 'Run the sweep again, or use the version that wrote it.',
});

export type SweepResult = z.infer<typeof sweepResultSchema>;

export function sweepResult(sweep: Omit<SweepResult, 'recommended' | 'follows'>): SweepResult {
  const { cells, limitSeconds } = sweep;
  const follows = followsOf(cells);
  return {
    ...sweep,
    ...(follows.length > 0 && { follows }),
    recommended:
      limitSeconds === null ? null : longestTimers(cells, limitSeconds * 1000).map(({ title }) => title),
  };
}

/** How the command ends: a limit that no combination keeps is missed, and without a measurement there is nothing to say. */
export function sweepEnding({
  cells,
  recommended,
}: Pick<SweepResult, 'cells' | 'recommended'>): 'passed' | 'failed' | 'nothing-measured' {
  // A combination that was never tried might keep the limit, and be the longest one.
  if (cells.some(isUntried) || cells.every(({ directions }) => directions.length === 0))
    return 'nothing-measured';
  return recommended?.length === 0 ? 'failed' : 'passed';
}
