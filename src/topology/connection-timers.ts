import { z } from 'zod';
import { dpdTimeoutSeconds, dpdTimersSchema } from '../definition/profile.ts';
import type { Topology } from './topology.ts';
import type { TunnelEnd } from './tunnel.ts';

export const connectionTimersSchema = z
  .object({
    name: z.string(),
    dpd: dpdTimersSchema,
    device: z
      .object({ name: z.string(), dpd: dpdTimersSchema.nullable().describe('null: it has none.') })
      .readonly()
      .exactOptional()
      .describe('The device, if it has another timeout of its own.'),
  })
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
        return dpd ? [[name, { name, dpd, ...ownTimers(ends[1], dpdTimeoutSeconds(dpd)) }] as const] : [];
      }),
    ),
  );
  return [...timers.values()];
}

function ownTimers(
  { name, side, dpd }: TunnelEnd,
  timeoutSeconds: number,
): Pick<ConnectionTimers, 'device'> | undefined {
  const isOwn = side === 'device' && (dpd === undefined || dpdTimeoutSeconds(dpd) !== timeoutSeconds);
  return isOwn ? { device: { name, dpd: dpd ?? null } } : undefined;
}
