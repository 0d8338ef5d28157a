import { z } from 'zod';
import { writtenLimits } from '../definition/form/written-faults.ts';
import { profileNames } from '../definition/profile.ts';
import { trialResultSchema } from './result.ts';
import { seriesSchema } from './statistics/series.ts';
import { verdictSchema } from './verdict/verdict.ts';

/**
 * `result.json` of a run: its circumstances, and what the analysis made of the observations of its trials. Readers
 * should ignore keys that they do not know; a change that would break them raises the number in `format`.
 */
const probeSchema = z.object({ intervalMs: z.number(), threshold: z.number() });

const dpdSchema = z.object({
  delaySeconds: z.number(),
  retransmitSeconds: z.number(),
  retransmitTries: z.number(),
});

const timersSchema = z.object({
  name: z.enum(profileNames),
  bgp: z.object({ keepaliveSeconds: z.number(), holdSeconds: z.number(), connectRetrySeconds: z.number() }),
  dpd: dpdSchema,
  healthProbe: probeSchema,
  siteBfd: probeSchema,
  takeover: z.object({ advertisementSeconds: z.number(), priority: z.number() }),
  replacementSeconds: z.number(),
  deviceRestartSeconds: z.number(),
  maintenanceSeconds: z.number(),
  resetSeconds: z.number(),
  repairSeconds: z.number(),
});

const designSchema = z.object({
  nodes: z
    .array(
      z.object({
        name: z.string(),
        role: z.enum(['internet', 'virtual-network', 'site', 'instance', 'device', 'host', 'client']),
      }),
    )
    .readonly(),
  wires: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
  tunnels: z
    .array(
      z.object({
        name: z.string(),
        paths: z
          .array(z.object({ from: z.string(), to: z.string(), standby: z.boolean() }))
          .readonly()
          .describe('between which machines; standby: only after a takeover'),
        devices: z
          .array(z.object({ node: z.string(), device: z.string() }))
          .readonly()
          .describe('its device on every machine that can have it'),
      }),
    )
    .readonly(),
});

/** Of one case, as in an `expect` block; what is absent is not limited. */
export const limitsSchema = writtenLimits.strip().readonly();

export const circumstancesSchema = z.object({
  format: z.literal('switchover-result/4'),
  run: z.object({
    id: z.string(),
    lab: z.string(),
    summary: z.string().describe('what the lab shows'),
    startedAt: z.iso.datetime(),
    profile: z.string(),
    dataplane: z.enum(['kernel', 'userspace']),
    flows: z.int().positive().describe('in each direction'),
    rate: z.number().positive().describe('packets a second of each flow'),
    tcp: z.object({
      connections: z.int().min(0).describe('opened from each side'),
      timeoutSeconds: z
        .number()
        .describe('without an answer, until a connection is given up; 0: as long as the kernel waits'),
    }),
    rounds: z.int().positive().describe('times that each target was to be broken'),
  }),
  design: designSchema.describe('the machines of the lab and their tunnels'),
  timers: timersSchema.describe('the profile with which the lab ran'),
  connections: z
    .array(z.object({ name: z.string(), dpd: dpdSchema.describe('as its gateway has it') }))
    .readonly()
    .describe('DPD timers of each connection: its own, or those of the profile'),
  versions: z.object({
    switchover: z.string(),
    strongswan: z.string(),
    frr: z.string(),
    kernel: z.string(),
    engine: z.string(),
  }),
  bringUpMs: z.record(z.string(), z.number()).describe('when each stage was over, from the start'),
  limits: limitsSchema
    .nullable()
    .describe(
      'what recovery has to keep, by the `expect` of the lab or of the command line; null: none is set',
    ),
  calibration: z
    .object({
      id: z.string(),
      startedAt: z.iso.datetime(),
      flows: z.int(),
      rate: z.number(),
      worstErrorMs: z.number().describe('of all outages that were injected, measured as a run measures them'),
      undisturbedSeconds: z.number(),
      falseOutages: z.int().describe('in that time'),
      metTarget: z.boolean(),
    })
    .nullable()
    .describe('the latest one of this machine (`switchover calibrate`); null: there was none'),
  documented: z
    .object({ figure: z.string().nullable(), text: z.string(), source: z.string() })
    .describe('what Azure documents for this case; null: nothing'),
});

/** Everything about a run that is known without analysing it. */
export type Circumstances = z.infer<typeof circumstancesSchema>;

const runTrialSchema = trialResultSchema
  .unwrap()
  .extend({ phaseMs: z.number().describe('random wait between steady flows and the fault') });

export const runResultSchema = circumstancesSchema.extend({
  trials: z
    .array(runTrialSchema)
    .min(1)
    .describe('one after the other in the same lab; of several targets each in turn'),
  series: z.array(seriesSchema).readonly().describe('the trials of each target, taken together'),
  verdict: verdictSchema,
});

export type RunResult = z.infer<typeof runResultSchema>;
export type RunTrialResult = z.infer<typeof runTrialSchema>;
