import { z } from 'zod';

/** One direction of one injected outage, and its measurement. */
export const injectedSchema = z.object({
  lengthMs: z.number().describe('the truth: how long the kernel dropped packets'),
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
    .describe('the pooled outage that is farthest from the truth; null: none was seen'),
  flowErrorMs: z.number().nullable().describe('the largest error among the flows hit, with its sign'),
  outsideBracket: z.int().describe('pooled outages and flows whose bracket does not contain the truth'),
  lost: z.int().describe('packets of the flows hit that never arrived'),
  dropped: z.int().describe('packets that the kernels counted as dropped'),
  unexpected: z.int().describe('loss periods of other flows, or at another time'),
  captureMs: z
    .number()
    .nullable()
    .describe('longest gap between arrivals of the flows in a packet capture; null: no capture'),
  latenessMaxMs: z
    .number()
    .exactOptional()
    .describe('how late a packet left at most meanwhile; absent: an older calibration'),
});

/** Packets that were held back and not lost, in one direction. */
export const heldSchema = z.object({
  direction: z.enum(['outward', 'return']),
  from: z.string(),
  to: z.string(),
  tunnel: z.string(),
  leastMs: z.number().describe('how long they were held at least'),
  mostMs: z.number(),
  flowsOnPaths: z.int(),
  flowsHit: z.int(),
  lost: z.int(),
  thresholdMs: z.number().describe('one way; only for this test'),
  late: z.int().describe('packets that arrived later than the threshold'),
  estimateMs: z
    .number()
    .nullable()
    .describe('measured: for how long the packets were sent that arrived late, the median of the flows'),
  expectedMs: z.number().describe('the truth: the time held, less the threshold'),
});

/** A stretch of time in which nothing was injected. */
export const undisturbedSchema = z.object({
  seconds: z.number(),
  packets: z.int(),
  lossPeriods: z.int().describe('each one is a false outage'),
  lost: z.int(),
  late: z.int(),
});

export const calibrationSchema = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  machine: z.object({
    engineId: z.string().describe('id of the container engine, which lasts as long as its data'),
    kernel: z.string(),
    cpus: z.int(),
  }),
  switchover: z.string().describe('version'),
  dataplane: z.enum(['kernel', 'userspace']),
  flows: z.int().describe('in each direction'),
  rate: z.number().describe('packets a second of each flow'),
  intervalMs: z.number().describe('between two packets of a flow; the target for every error'),
  delayThresholdMs: z.number(),
  senderLatenessP999Ms: z.number().nullable(),
  injected: z.array(injectedSchema),
  held: z.array(heldSchema).describe('empty when no packets could be held back'),
  undisturbed: undisturbedSchema,
  worstErrorMs: z.number().describe('the largest of all pooled outages, without its sign'),
  worstFlowErrorMs: z.number().describe('the largest of all flows, without its sign'),
  misses: z.array(z.string()).describe('each miss of the target, in words'),
});

/** The saved result of a calibration. Without misses it meets its target. */
export type Calibration = z.infer<typeof calibrationSchema>;
export type Injected = z.infer<typeof injectedSchema>;
export type HeldBack = z.infer<typeof heldSchema>;
export type Undisturbed = z.infer<typeof undisturbedSchema>;
