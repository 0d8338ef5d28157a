import { z } from 'zod';
import type { DirectionObservations } from '../../observations/direction.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import { directionNames } from '../../topology/direction.ts';

export const tunnelCoverageSchema = z
  .object({
    pair: z.string().describe('The pair of hosts, by its name in pairs.'),
    direction: z.enum(directionNames),
    tunnel: z.string(),
    flows: z.int().nonnegative(),
  })
  .readonly();

type TunnelCoverage = z.infer<typeof tunnelCoverageSchema>;

/** How many flows each tunnel that routing has for the direction carried before T0. */
export function tunnelCoverage(pair: string, direction: DirectionObservations): readonly TunnelCoverage[] {
  return direction.expectedTunnels.map((tunnel) => ({
    pair,
    direction: direction.name,
    tunnel,
    flows: flowsOn(tunnel, direction),
  }));
}

/** How many flows of a direction a tunnel carried before T0. */
export const flowsOn = (tunnel: string, { flows }: DirectionObservations): number =>
  flows.filter(({ tunnelBefore = '' }) => tunnelsOf(tunnelBefore).includes(tunnel)).length;
