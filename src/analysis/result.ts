import { z } from 'zod';
import { parameterValuesSchema } from '../observations/applied-fault.ts';
import { stillMissingSchema } from '../observations/observations.ts';
import { eventResultSchema } from './events/event-result.ts';
import { contentionSchema } from './quality/contention.ts';
import { qualitySchema } from './quality/quality.ts';
import { pairResultSchema } from './traffic/pair-result.ts';

const ms = z.number();

/**
 * The result of one trial: what `analyse` makes of its observations. Durations are in milliseconds with three decimals;
 * null means "not known" or "did not happen", never zero.
 */
export const trialResultSchema = z
  .object({
    fault: z
      .object({
        name: z.string(),
        target: z.string().describe('A node, or several that fail at once, joined by +.'),
        parameters: parameterValuesSchema.exactOptional().describe('Absent: none were given.'),
      })
      .readonly()
      .describe('The fault that was asked for. It may be made of several, which are in events.'),
    phaseMs: ms.describe(
      'How long after the flows were steady the fault came: random, so that no timer is in step with it.',
    ),
    window: z.object({ beforeT0Ms: ms, afterT0Ms: ms }).readonly().describe('The time that was watched.'),
    delayThresholdMs: ms.describe('A packet later than this counts as impaired (RFC 6412, 3.7.6).'),
    pairs: z
      .array(pairResultSchema)
      .min(1)
      .readonly()
      .describe('The pairs of hosts between which traffic ran.'),
    events: z
      .array(eventResultSchema)
      .min(1)
      .readonly()
      .describe('The faults that were applied, in the order of time, each with its figures.'),
    redundancyRestoredMs: ms
      .nullable()
      .describe(
        'When every tunnel and BGP session was back for good, from T0; 0: redundancy was never lost. Null: not within the time allowed.',
      ),
    stillMissing: stillMissingSchema
      .exactOptional()
      .describe('What redundancy lacked at the end. Absent: nothing, or it was not looked at.'),
    contention: contentionSchema,
    quality: qualitySchema,
  })
  .readonly();

export type TrialResult = z.infer<typeof trialResultSchema>;
