import { z } from 'zod';

/** One direction of one injected outage, and what the analysis made of it. */
export const injectedSchema = z.object({
  lengthMs: z.number().describe('the truth: how long the kernel dropped'),
  extent: z.enum(['one path', 'all paths', 'no path']),
  bothWays: z.boolean().describe('the other direction was interrupted at the same time'),
  direction: z.enum(['outward', 'return']),
  from: z.string(),
  to: z.string(),
  paths: z.array(z.string()),
  flowsOnPaths: z.int().describe('flows that had to be hit'),
  flowsHit: z.int(),
  pooled: z
    .object({ estimateMs: z.number(), halfWidthMs: z.number(), errorMs: z.number() })
    .nullable()
    .describe('of the pooled outages the one that is farthest from the truth; null: none was seen'),
  flowErrorMs: z.number().nullable().describe('of the flows hit the error that is farthest from 0'),
  outsideBracket: z.int().describe('pooled outages and flows of which the bracket does not hold the truth'),
  lost: z.int().describe('packets of the flows hit that never arrived'),
  dropped: z.int().describe('packets that the kernels say they dropped'),
  unexpected: z.int().describe('loss periods of other flows, or at another time'),
  captureMs: z
    .number()
    .nullable()
    .describe('longest gap between arrivals of the flows in a packet capture; null: without any'),
});

/** Packets that were held back and not lost, in one direction. */
export const heldSchema = z.object({
  direction: z.enum(['outward', 'return']),
  from: z.string(),
  to: z.string(),
  tunnel: z.string(),
  leastMs: z.number().describe('that long at least they were held'),
  mostMs: z.number(),
  flowsOnPaths: z.int(),
  flowsHit: z.int(),
  lost: z.int(),
  thresholdMs: z.number().describe('one way; only for this test'),
  late: z.int().describe('packets that came later than that'),
  estimateMs: z
    .number()
    .nullable()
    .describe('how long packets had been sent that came too late, the median of the flows'),
  expectedMs: z.number().describe('how long it should be: the time held, less the threshold'),
});

/** A stretch of time in which nothing was injected. */
export const undisturbedSchema = z.object({
  seconds: z.number(),
  packets: z.int(),
  lossPeriods: z.int().describe('every one of them is false'),
  lost: z.int(),
  late: z.int(),
});

export const calibrationSchema = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  machine: z.object({
    engineId: z.string().describe('of the container engine, for as long as its data lives'),
    kernel: z.string(),
    cpus: z.int(),
  }),
  switchover: z.string().describe('version'),
  dataplane: z.enum(['kernel', 'userspace']),
  flows: z.int().describe('in each direction'),
  rate: z.number().describe('packets a second of each flow'),
  intervalMs: z.number().describe('between two packets of a flow: the target for every error'),
  delayThresholdMs: z.number(),
  senderLatenessP999Ms: z.number().nullable(),
  injected: z.array(injectedSchema),
  held: z.array(heldSchema).describe('empty where no packets can be held back'),
  undisturbed: undisturbedSchema,
  worstErrorMs: z.number().describe('of all pooled outages, without its sign'),
  worstFlowErrorMs: z.number().describe('of all flows, without its sign'),
  misses: z.array(z.string()).describe('where the target was missed, in words'),
});

/** What a calibration found, as it is saved; it meets its target when nothing was missed. */
export type Calibration = z.infer<typeof calibrationSchema>;
export type Injected = z.infer<typeof injectedSchema>;
export type HeldBack = z.infer<typeof heldSchema>;
export type Undisturbed = z.infer<typeof undisturbedSchema>;
