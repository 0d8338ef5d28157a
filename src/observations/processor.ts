import { z } from 'zod';

const share = z.number().describe('0 to 1.');

/** Who used the processors during a trial. */
export const processorSchema = z
  .object({
    labShare: share.describe("Share of all processors' time that the lab used, 0 to 1."),
    otherShare: share.describe(
      'Share that everything else on the machine used, this program and the engine included.',
    ),
    programShare: share
      .exactOptional()
      .describe(
        'Share that this program used, a part of otherShare. Absent: measured by an earlier version.',
      ),
    stolenShare: share.describe('Share that other machines on the same host used.'),
    waitingShare: share
      .exactOptional()
      .describe(
        'Share of the time in which something waited for a processor. Absent: the kernel does not count it.',
      ),
  })
  .readonly()
  .describe("Who used the processors, as shares of all processors' time.");

export type ProcessorObservation = z.infer<typeof processorSchema>;
