import { z } from 'zod';
import { profileNames } from '../definition/profile.ts';
import { trialResultSchema } from './result.ts';

/**
 * `result.json` of a run: its circumstances, and what the analysis made of its observations. Readers should ignore keys that they do not know; a change that would break them
 * raises the number in `format`.
 */
const probeSchema = z.object({ intervalMs: z.number(), threshold: z.number() });

const timersSchema = z.object({
  name: z.enum(profileNames),
  bgp: z.object({ keepaliveSeconds: z.number(), holdSeconds: z.number(), connectRetrySeconds: z.number() }),
  dpd: z.object({
    delaySeconds: z.number(),
    retransmitSeconds: z.number(),
    retransmitTries: z.number(),
  }),
  healthProbe: probeSchema,
  siteBfd: probeSchema,
  replacementSeconds: z.number(),
  deviceRestartSeconds: z.number(),
});

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
  timers: timersSchema.describe('the profile with which the lab ran'),
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
    .object({ figure: z.string().nullable(), text: z.string(), source: z.string() })
    .describe('what Azure documents for this case; null: nothing'),
});

/** Everything about a run that is known without analysing it. */
export type Circumstances = z.infer<typeof circumstancesSchema>;

export const runResultSchema = circumstancesSchema.extend({ trial: trialResultSchema });

export type RunResult = z.infer<typeof runResultSchema>;
