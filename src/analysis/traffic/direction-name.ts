import { z } from 'zod';
import { directionNames } from '../../topology/direction.ts';

/** Which direction of which pair some figures belong to, and what a report calls it. */
export const directionNameShape = {
  pair: z.string().describe('The two hosts: vm1--host1.'),
  direction: z.enum(directionNames),
  from: z
    .string()
    .describe(
      'Azure, site, the name of a virtual network, or with traffic: in the lab file the name of a machine.',
    ),
  to: z.string(),
};
