import { z } from 'zod';
import { bracketSchema } from '../base/bracket.ts';
import { appliedFaultSchema, parameterValuesSchema } from './applied-fault.ts';
import type { DirectionObservations } from './direction.ts';
import { nodeEventSchema } from './events/node-event.ts';
import { processorSchema } from './processor.ts';

const moment = z.number();

/** What a lab lacks for full redundancy, in words. */
export const stillMissingSchema = z
  .object({
    what: z.string().describe('The things, as the rest of a sentence.'),
    because: z
      .array(z.string())
      .readonly()
      .describe('The habits of devices for which they do not come back by themselves; empty: none is known.'),
  })
  .readonly();

/** Everything that one trial observed, without the traffic. */
export const trialFactsSchema = z.object({
  fault: z
    .object({
      name: z.string(),
      target: z.string(),
      parameters: parameterValuesSchema.exactOptional().describe('Absent: none were given.'),
    })
    .readonly()
    .describe('The fault that was asked for.'),
  t0: bracketSchema.describe('When the first fault took effect: T0 lies between these two stamps.'),
  phaseMs: z
    .number()
    .describe(
      'How long after the flows were steady the fault came; random, so that no timer is in step with it.',
    ),
  events: z
    .array(appliedFaultSchema)
    .readonly()
    .describe('The single faults that were applied, in the order of time; the first one at T0.'),
  redundancyRestored: moment
    .exactOptional()
    .describe(
      'When redundancy was complete again: every tunnel and BGP session back. Absent: not within the time allowed.',
    ),
  stillMissing: stillMissingSchema
    .exactOptional()
    .describe('What redundancy lacked at the end. Absent: nothing, or it was not looked at.'),
  epochUtcMs: z
    .number()
    .exactOptional()
    .describe(
      'Milliseconds since 1970 at the epoch, by the clock of the engine kernel, known to a few ms. Absent: not asked.',
    ),
  nodeEvents: z.array(nodeEventSchema).readonly().describe('What the nodes noticed.'),
  processor: processorSchema.exactOptional().describe('Absent: not observed.'),
  window: z
    .object({ from: moment, to: moment })
    .readonly()
    .describe('The packets that count: from the first steady moment to the last one that was watched.'),
});

/**
 * Everything that one trial observed, as plain data. Analysis reads nothing else, so it can be repeated on the
 * observations of last month.
 *
 * Every time is in nanoseconds of the engine kernel's CLOCK_MONOTONIC, counted from the trial's `epoch` (so that it stays
 * far below 2^53, and a plain number is exact).
 */
export interface Observations extends Readonly<z.infer<typeof trialFactsSchema>> {
  readonly pairs: readonly PairObservations[];
}

/** The traffic between two hosts, in both directions. */
export interface PairObservations {
  /** `vm1--host1`. */
  readonly name: string;
  readonly near: string;
  readonly far: string;
  readonly directions: readonly DirectionObservations[];
}

/** The directions of all pairs. */
export const directionsOf = ({ pairs }: Pick<Observations, 'pairs'>): readonly DirectionObservations[] =>
  pairs.flatMap(({ directions }) => directions);

/** The name of a pair of hosts, as tunnels are named after their ends. */
export const pairName = (near: string, far: string): string => `${near}--${far}`;
