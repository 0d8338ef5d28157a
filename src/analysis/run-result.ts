import { z } from 'zod';
import { shardSchema } from '../base/shard.ts';
import { writtenLimits } from '../definition/form/written-faults.ts';
import { profileSchema, takeoverTimersSchema } from '../definition/profile.ts';
import { documentedSchema } from '../faults/kit/documented.ts';
import { connectionTimersSchema } from '../topology/connection-timers.ts';
import { designSchema } from '../topology/design.ts';
import { numberedTrialSchema } from './numbered-trial.ts';
import { seriesSchema } from './statistics/series.ts';
import { verdictSchema } from './verdict/verdict.ts';

export const limitsSchema = writtenLimits
  .strip()
  .readonly()
  .describe('The limits of one case, as in an `expect` block. What is absent is not limited.');

export const circumstancesSchema = z.object({
  run: z.object({
    id: z.string(),
    lab: z.string(),
    summary: z.string().describe('What the lab shows.'),
    definition: z.string().describe('Digest of its definition without the shared keys.'),
    startedAt: z.iso.datetime(),
    broughtUpBy: z
      .string()
      .exactOptional()
      .describe('Id of the run that had brought the lab up already. Absent: this run did.'),
    profile: z.string(),
    dataplane: z.enum(['kernel', 'userspace']),
    flows: z.int().positive().describe('In each direction of each pair.'),
    rate: z.number().positive().describe('Packets a second of each flow.'),
    tcp: z.object({
      connections: z.int().min(0).describe('Opened from each side.'),
      timeoutSeconds: z
        .number()
        .describe(
          'How long a connection waits for an answer before it is given up; 0: as long as the kernel does.',
        ),
    }),
    fault: z
      .object({
        name: z.string(),
        target: z.string().nullable().describe('Null: the usual targets of the fault, each in turn.'),
        parameters: z.string().nullable().describe('Null: those of the fault.'),
      })
      .describe('As it was asked for.'),
    targets: z.int().positive().describe('How many targets were to be broken.'),
    trialsPerTarget: z
      .int()
      .positive()
      .describe('How many trials each target was to have, all shards together.'),
    shard: shardSchema.nullable().describe('The part of the run that this is. Null: all of it.'),
    missing: z
      .array(z.int().positive())
      .readonly()
      .describe('Numbers of the trials that none of the merged shards has.'),
  }),
  design: designSchema,
  timers: profileSchema.describe('The profile with which the lab ran.'),
  connections: z
    .array(connectionTimersSchema)
    .readonly()
    .describe('DPD timers of each connection: its own, or those of the profile.'),
  pairs: z
    .array(
      z
        .object({ name: z.string(), nodes: z.array(z.string()).readonly(), takeover: takeoverTimersSchema })
        .readonly(),
    )
    .readonly()
    .exactOptional()
    .describe('The devices that share an address, and by which numbers of VRRP. Absent: none.'),
  versions: z.object({
    switchover: z.string(),
    strongswan: z.string(),
    frr: z.string(),
    kernel: z.string(),
    engine: z.string(),
  }),
  bringUpMs: z
    .record(z.string(), z.number())
    .nullable()
    .describe('When each stage of bringing the lab up was over. Null: the lab was up already.'),
  limits: limitsSchema
    .nullable()
    .describe('The limits of this run, from the lab or from the command line. Null: there are none.'),
  calibration: z
    .object({
      id: z.string(),
      startedAt: z.iso.datetime(),
      flows: z.int(),
      rate: z.number(),
      worstErrorMs: z
        .number()
        .describe('Largest error over all injected outages, measured as a run measures them.'),
      undisturbedSeconds: z.number(),
      falseOutages: z.int().describe('Outages found in that time, when none was injected.'),
      metTarget: z.boolean(),
    })
    .nullable()
    .describe('The latest calibration of this machine (`switchover calibrate`). Null: there is none.'),
  documented: documentedSchema,
});

/** Everything about a run that is known without analysing it. */
export type Circumstances = z.infer<typeof circumstancesSchema>;

/** The result of a run: its circumstances, and what the analysis made of the observations of its trials. */
export const runResultSchema = circumstancesSchema.extend({
  trials: z
    .array(numberedTrialSchema)
    .min(1)
    .readonly()
    .describe('One after the other in the same lab; of several targets each in turn.'),
  series: z.array(seriesSchema).readonly().describe('The trials of each target, taken together.'),
  verdict: verdictSchema,
});

export type RunResult = z.infer<typeof runResultSchema>;
