import { z } from 'zod';
import type { RunSettings } from '../run/request.ts';

/** How all runs of a batch are done: shards that differ in this do not belong together. */
export const batchSettingsSchema = z
  .object({
    trials: z.int().positive().describe('of each target'),
    flows: z.int().positive().nullable().describe('null: as many as each lab needs'),
    rate: z.number().nullable().describe('null: a lower one in each further attempt'),
    tcp: z.object({ connections: z.int(), timeoutSeconds: z.number() }).readonly(),
    timers: z
      .object({
        dpdTimeoutSeconds: z.number(),
        bgp: z.object({ keepaliveSeconds: z.number(), holdSeconds: z.number() }).readonly(),
        siteBfd: z.object({ intervalMs: z.number(), threshold: z.number() }).readonly(),
        settings: z.record(z.string(), z.union([z.number(), z.boolean()])).readonly(),
      })
      .partial()
      .readonly()
      .describe('in place of those of the profile'),
  })
  .readonly();

export type BatchSettings = z.infer<typeof batchSettingsSchema>;

interface Asked extends Pick<RunSettings, 'trials' | 'tcp' | 'timers'> {
  readonly traffic: { readonly flows?: number | undefined; readonly rate?: number | undefined };
}

export const batchSettings = ({ trials, traffic, tcp, timers = {} }: Asked): BatchSettings => ({
  trials,
  flows: traffic.flows ?? null,
  rate: traffic.rate ?? null,
  tcp,
  timers,
});
