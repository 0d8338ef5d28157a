import { z } from 'zod';
import { trialResultSchema } from './result.ts';

/**
 * `result.json` of a run: its circumstances, and what the analysis made of its observations. Readers should ignore keys that they do not know; a change that would break them
 * raises the number in `format`.
 */
export const circumstancesSchema = z.object({
  format: z.literal('switchover-result/1'),
  run: z.object({
    id: z.string(),
    lab: z.string(),
    summary: z.string().describe('what the lab shows'),
    startedAt: z.iso.datetime(),
    profile: z.string(),
    dataplane: z.enum(['kernel', 'userspace']),
    flows: z.int().positive().describe('in each direction'),
    rate: z.number().positive().describe('packets a second of each flow'),
  }),
  timers: z.object({
    bgpKeepaliveSeconds: z.number(),
    bgpHoldSeconds: z.number(),
    dpdDelaySeconds: z.number(),
    dpdRetransmitSeconds: z.number(),
    dpdRetransmitTries: z.number(),
    healthProbeIntervalMs: z.number(),
    healthProbeThreshold: z.number(),
    replacementSeconds: z.number(),
  }),
  versions: z.object({
    switchover: z.string(),
    strongswan: z.string(),
    frr: z.string(),
    kernel: z.string(),
    engine: z.string(),
  }),
  bringUpMs: z.record(z.string(), z.number()).describe('when each stage was over, from the start'),
  phaseMs: z.number().describe('random wait between steady flows and the fault'),
  documented: z
    .object({ figure: z.string().nullable(), source: z.string() })
    .describe('what Azure documents for this case; null: nothing'),
});

/** Everything about a run that is known without analysing it. */
export type Circumstances = z.infer<typeof circumstancesSchema>;

export const runResultSchema = circumstancesSchema.extend({ trial: trialResultSchema });

export type RunResult = z.infer<typeof runResultSchema>;
