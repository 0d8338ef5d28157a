import { z } from 'zod';

export const connectionWaysSchema = z
  .object({
    seen: z.int().nonnegative().describe('Connections whose ways there and back were both seen.'),
    overAnotherDevice: z
      .int()
      .nonnegative()
      .describe('Those of them whose answers came over another device of the site than the requests.'),
  })
  .readonly()
  .describe(
    'Over which devices the TCP connections ran that the sender of a direction tried to open, before T0. Stateful devices that do not share their state drop those that come back over another one.',
  );

export type ConnectionWays = z.infer<typeof connectionWaysSchema>;
