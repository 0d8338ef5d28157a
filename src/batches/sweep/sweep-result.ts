import { z } from 'zod';

const ms = z.number();

const directionSchema = z.object({
  title: z.string(),
  values: z.array(ms.nullable()).describe('the longest outage of each trial; null: not recovered'),
  medianMs: ms.nullable().describe('null, here and below: it falls on a trial that did not recover'),
  maxMs: ms.nullable(),
  predicted: z.object({ minMs: ms, maxMs: ms }).nullable(),
});

const cellSchema = z.object({
  title: z.string(),
  timers: z
    .object({
      dpdSeconds: z
        .number()
        .describe('from the last packet until the peer counts as dead; the longest of all connections'),
      bgpKeepaliveSeconds: z.number(),
      bgpHoldSeconds: z.number(),
    })
    .nullable()
    .describe('that the lab really had; null: it did not run'),
  run: z.string().nullable().describe("folder of the run's results, within the sweep's; null: it made none"),
  problem: z.string().nullable().describe('why there is nothing, in the words of the run'),
  directions: z.array(directionSchema),
  worstMs: ms.nullable().describe('of all trials and directions; null: nothing measured, or not recovered'),
});

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
  cells: z.array(cellSchema),
  recommended: z
    .array(z.string())
    .nullable()
    .describe('titles of the longest timers that keep the limit; null: no limit was given'),
});

export type SweepResult = z.infer<typeof sweepResultSchema>;
export type SweepCell = z.infer<typeof cellSchema>;
