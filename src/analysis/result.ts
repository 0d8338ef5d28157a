import { z } from 'zod';
import { parameterValuesSchema } from '../observations/applied-fault.ts';

/**
 * The result of one trial: what `analyse` makes of its observations. Durations are in milliseconds with three
 * decimals, moments in milliseconds from T0; null means "not known" or "did not happen", never zero.
 */

const ms = z.number();
const count = z.int().nonnegative();
const directionName = z.enum(['outward', 'return']);

/** The truth lies within `halfWidthMs` of `estimateMs`. */
export const measuredSchema = z.object({ estimateMs: ms, halfWidthMs: ms }).readonly();

export const outageSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('measured'), estimateMs: ms, halfWidthMs: ms }).readonly(),
  z
    .object({ state: z.literal('at-least'), atLeastMs: ms })
    .readonly()
    .describe('its end, or its beginning, lies outside of the window'),
]);

const spreadSchema = z.object({ min: outageSchema, median: outageSchema, max: outageSchema }).readonly();

export const pooledOutageSchema = z
  .object({
    path: z
      .string()
      .nullable()
      .describe('tunnel, or tunnels in a row (a > b), that carried the flows before the fault'),
    flows: count.describe('flows that share the moments at which it began and ended'),
    flowsOnPath: count,
    outage: outageSchema,
    backAt: measuredSchema.nullable().describe('from T0; null: not back when the window ended'),
  })
  .readonly();

export const lossPeriodSchema = z
  .object({
    flow: count,
    kind: z.enum(['outage', 'second-hit']),
    firstImpairedMs: ms.describe('from T0, as are the other three'),
    lastImpairedMs: ms,
    lastGoodBeforeMs: ms.nullable(),
    firstGoodAfterMs: ms.nullable(),
    lost: count,
    late: count,
  })
  .readonly();

const delaySchema = z.object({ medianMs: ms, p99Ms: ms, maxMs: ms }).readonly();

const mechanismSchema = z.enum([
  'health-probe',
  'bfd',
  'dpd',
  'ike-closed',
  'bgp-hold',
  'bgp-notification',
  'bgp-session',
  'carrier',
  'takeover',
  'replacement',
]);

export const phasesSchema = z
  .object({
    node: z.string().nullable(),
    path: z.string().nullable(),
    flows: count,
    detectionMs: ms.nullable(),
    convergenceMs: ms.nullable(),
    restorationMs: ms.nullable(),
    totalMs: ms.nullable(),
    decidedBy: mechanismSchema.nullable(),
    decidedByText: z.string(),
    steps: z
      .array(
        z
          .object({
            phase: z.enum(['detection', 'convergence', 'restoration']),
            endedBy: z.string(),
            atMs: ms,
          })
          .readonly(),
      )
      .readonly(),
    notSeen: z.array(z.string()).readonly(),
  })
  .readonly();

export const predictionSchema = z
  .object({
    minMs: ms,
    meanMs: ms,
    maxMs: ms,
    convergenceMs: ms,
    points: z
      .array(
        z
          .object({
            node: z.string(),
            tunnels: z.array(z.string()).readonly(),
            decidedBy: mechanismSchema,
            decidedByText: z.string(),
            mechanisms: z
              .array(z.object({ mechanism: mechanismSchema, minMs: ms, maxMs: ms }).readonly())
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** How the measured recovery stands to the predicted one. */
export const comparisonSchema = z
  .object({
    verdict: z.enum(['within', 'shorter', 'longer', 'not-comparable']),
    explanation: z.string(),
  })
  .readonly();

export const flowSpreadSchema = z
  .object({
    tunnels: z
      .array(
        z
          .object({
            tunnel: z.string(),
            flows: count.describe('before the fault'),
            packetsBefore: count.describe('counted on the way into the tunnel, up to the fault'),
            packetsAfter: count,
          })
          .readonly(),
      )
      .readonly(),
    probabilityAllUsed: z
      .number()
      .describe('that so many flows, each on a path by chance, use every one of the tunnels'),
    flowsStrayed: count.describe('changed their tunnel before the fault, when nothing had changed'),
    flowsMoved: count.describe('took another tunnel after the fault, if only for a while'),
  })
  .readonly();

export const connectionsResultSchema = z
  .object({
    opened: count,
    survived: count.describe('still the same connection at the end of the window'),
    reset: count.describe('by a reset, or closed by the other end'),
    timedOut: count,
    failed: count.describe('for another reason'),
    stalled: count.describe('had 200 ms or more without an answer'),
    stillStalled: count.describe('had no answer when the window ended'),
    medianStallMs: ms.nullable().describe('of the longest one of each that stalled; null: none did'),
    longestStallMs: ms.nullable(),
    predictedStallMs: ms
      .nullable()
      .describe(
        'of a connection whose longest outage is in one direction (RFC 6298, 5.5); null: that did not end. It can take longer where answers are lost after requests got through',
      ),
    retransmits: count,
  })
  .readonly();

export const directionResultSchema = z
  .object({
    name: directionName,
    from: z.string().describe('Azure, site, or the name of a virtual network'),
    to: z.string(),
    sender: z.string(),
    receiver: z.string(),
    ratePerFlow: z.number().positive(),
    flows: count,
    flowsHit: count.describe('with at least one packet lost or late in the outage that followed the fault'),
    flowsNotRecovered: count.describe('still impaired when the window ended'),
    outage: outageSchema
      .nullable()
      .describe('headline: the longest pooled outage; null: nothing was interrupted'),
    outagePerFlow: spreadSchema.nullable().describe('over the flows hit, each by its own packets alone'),
    pooled: z.array(pooledOutageSchema).readonly(),
    firstFlowBack: measuredSchema.nullable().describe('from T0'),
    lastFlowBack: measuredSchema
      .nullable()
      .describe('from T0; null: nothing was interrupted, or not all are back'),
    lossPeriods: z.array(lossPeriodSchema).readonly().describe('after the fault, second hits included'),
    lossPeriodsOmitted: count.describe('beyond the first 10000: a lab that loses packets at random'),
    secondHits: z
      .object({
        lossPeriods: count,
        flows: count,
        packetsLost: count,
        packetsLate: count,
        longest: outageSchema.nullable(),
        firstAtMs: ms.nullable(),
      })
      .readonly(),
    packetsSent: count.describe('in the whole window, as are the following four'),
    packetsLost: count,
    packetsLate: count,
    packetsReordered: count,
    packetsDuplicated: count.nullable().describe('null: not counted'),
    lossDerived: z
      .object({ hitFlowsMedianMs: ms, hitFlowsMaxMs: ms, allFlowsMs: ms })
      .readonly()
      .nullable()
      .describe('impaired packets of the outage / rate (RFC 6412 3.6.5; RFC 6413); secondary figure'),
    flowSpread: flowSpreadSchema.nullable().describe('over the tunnels; null: not counted'),
    connections: connectionsResultSchema
      .optional()
      .describe('TCP connections that the sender opened; absent: none were'),
    delayBefore: delaySchema.nullable(),
    delayAfter: delaySchema.nullable(),
    phases: phasesSchema.nullable(),
    prediction: predictionSchema.nullable(),
    comparison: comparisonSchema,
  })
  .readonly();

export const clientResultSchema = z
  .object({
    client: z.string(),
    disconnections: count.describe('how often it lost the connection after the fault'),
    droppedMs: ms
      .nullable()
      .describe(
        'from T0 until nothing passed any more: 0 if the instance that served it died without a word, else when it was told; null: it was not disconnected',
      ),
    noticedMs: ms.nullable().describe('from T0 until it knew; null: it was not disconnected'),
    reconnectedMs: ms.nullable().describe('from T0; null: not disconnected, or not back'),
    addressBefore: z.string().nullable(),
    addressAfter: z.string().nullable().describe('null: not disconnected, or not back'),
  })
  .readonly();

const share = z.number().describe('0 to 1');

export const contentionSchema = z
  .object({
    senders: z
      .array(
        z
          .object({
            direction: directionName,
            node: z.string(),
            latenessP999Ms: ms.nullable(),
            latenessMaxMs: ms.nullable(),
          })
          .readonly(),
      )
      .readonly(),
    processor: z
      .object({
        labShare: share,
        otherShare: share.describe('by anything else on the machine, this program and the engine included'),
        stolenShare: share.describe('by other machines on the same host'),
        waitingShare: share
          .optional()
          .describe('of the time: something had to wait for a processor; absent: not counted by the kernel'),
      })
      .readonly()
      .optional()
      .describe('who had the processors, as shares of all their time; absent: not looked at'),
    reasons: z.array(z.string()).readonly().describe('why it is contended, in words'),
    contended: z.boolean(),
  })
  .readonly();

export const qualityFlagSchema = z
  .object({
    code: z.enum([
      'loss-before-fault',
      'late-before-fault',
      'nothing-before-fault',
      'tunnel-without-flows',
      'path-unknown',
      'flows-strayed',
      'contended',
      'coarse-bracket',
      't0-uncertain',
      'short-watch',
    ]),
    /** `invalid`: the figures say nothing. `doubtful`: read them with the message in mind. */
    severity: z.enum(['invalid', 'doubtful']),
    message: z.string(),
  })
  .readonly();

export const qualitySchema = z
  .object({
    valid: z.boolean().describe('no flag of severity invalid'),
    packetsLostBeforeFault: count,
    packetsLateBeforeFault: count,
    flowsPerTunnel: z
      .array(z.object({ direction: directionName, tunnel: z.string(), flows: count }).readonly())
      .readonly()
      .describe('before the fault, of every tunnel that routing has for the direction'),
    flags: z.array(qualityFlagSchema).readonly(),
  })
  .readonly();

export const trialResultSchema = z
  .object({
    fault: z
      .object({
        name: z.string(),
        target: z.string().describe('a node, or several that fail at once, joined by +'),
        deadNodes: z.array(z.string()).readonly(),
        away: z
          .array(z.object({ node: z.string(), seconds: z.number() }).readonly())
          .readonly()
          .describe('how long each of them stays away, if all goes well'),
        parameters: parameterValuesSchema.optional().describe('absent: as usual for the fault'),
        changes: z
          .array(
            z.object({ atMs: ms, fault: z.string(), target: z.string(), applied: z.boolean() }).readonly(),
          )
          .readonly()
          .optional()
          .describe('what was applied, or begun to be undone, and when, from T0; absent: not recorded'),
      })
      .readonly(),
    t0HalfWidthMs: ms.describe(
      'T0 is the middle of two stamps around the fault; it can be wrong by this much',
    ),
    window: z.object({ beforeFaultMs: ms, afterFaultMs: ms }).readonly(),
    delayThresholdMs: ms.describe('a packet later than this is impaired (RFC 6412 3.7.6)'),
    directions: z.array(directionResultSchema).readonly(),
    clients: z
      .array(clientResultSchema)
      .readonly()
      .optional()
      .describe('single clients of a point-to-site gateway, where there are any'),
    redundancyRestoredMs: ms.nullable().describe('from T0; null: not within the time allowed'),
    contention: contentionSchema,
    quality: qualitySchema,
  })
  .readonly();

export type TrialResult = z.infer<typeof trialResultSchema>;
export type DirectionResult = z.infer<typeof directionResultSchema>;
export type PooledOutageResult = z.infer<typeof pooledOutageSchema>;
export type LossPeriodResult = z.infer<typeof lossPeriodSchema>;
export type ConnectionsResult = z.infer<typeof connectionsResultSchema>;
export type FlowSpread = z.infer<typeof flowSpreadSchema>;
export type ClientResult = z.infer<typeof clientResultSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type Quality = z.infer<typeof qualitySchema>;
export type QualityFlag = z.infer<typeof qualityFlagSchema>;
