import { z } from 'zod';
import { dpdTimersSchema } from '../definition/profile.ts';
import type { Topology } from './topology.ts';

export const connectionTimersSchema = z
  .object({ name: z.string(), dpd: dpdTimersSchema })
  .readonly()
  .describe(
    'The DPD timers of a connection at its own gateway; a device may divide the same timeout differently.',
  );

export type ConnectionTimers = z.infer<typeof connectionTimersSchema>;

/** The timers of every connection with a tunnel, each once. */
export function connectionTimers({ tunnels }: Topology): ConnectionTimers[] {
  const timers = new Map(
    tunnels.flatMap(({ connections, ends }) =>
      // Between two gateways the second connection belongs to the other gateway.
      connections.flatMap((name, index) => {
        const { dpd } = ends[index] ?? ends[0];
        return dpd ? [[name, dpd] as const] : [];
      }),
    ),
  );
  return [...timers].map(([name, dpd]) => ({ name, dpd }));
}
