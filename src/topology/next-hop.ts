import { z } from 'zod';

/** One next hop of a route in a kernel. */
export const nextHopSchema = z
  .object({
    gateway: z.string().exactOptional().describe('Absent: the destination is reached directly.'),
    interface: z.string(),
  })
  .readonly();

export type NextHop = z.infer<typeof nextHopSchema>;
