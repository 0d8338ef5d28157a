import { z } from 'zod';
import { directionSchema } from './direction.ts';
import { trialFactsSchema } from './observations.ts';

/** A file of the trial's folder, by its path in there: two names of lower-case letters, digits and the like. */
const recordFile = z.string().regex(/^[a-z0-9][a-z0-9.-]*\/[a-z0-9][a-z0-9.-]*$/);

/** `observations.json`: what a trial observed, with the packets in files beside it. */
export const savedObservationsSchema = trialFactsSchema.extend({
  epoch: z
    .string()
    .regex(/^\d+$/)
    .describe("Nanoseconds of the engine kernel's CLOCK_MONOTONIC from which all times count."),
  pairs: z
    .array(
      z
        .object({
          name: z.string(),
          near: z.string(),
          far: z.string(),
          directions: z
            .array(
              directionSchema
                .unwrap()
                .extend({
                  paths: z
                    .record(z.string(), z.string())
                    .describe("Path of each flow before T0, by the flow's source port. Absent: not known."),
                  records: z
                    .object({ sent: recordFile, received: recordFile })
                    .readonly()
                    .describe(
                      'Files with the stamps of its packets, as the probes wrote them, compressed by gzip.',
                    ),
                })
                .readonly(),
            )
            .readonly()
            .describe('Outward, then return.'),
        })
        .readonly(),
    )
    .min(1)
    .readonly()
    .describe('The pairs of hosts between which traffic ran.'),
});

export type SavedObservations = z.infer<typeof savedObservationsSchema>;
