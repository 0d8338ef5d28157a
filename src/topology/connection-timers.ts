import type { DpdTimers } from '../definition/profile.ts';
import type { Topology } from './topology.ts';

/** The DPD timers of a connection, at the gateway that it belongs to; a device may divide the same timeout otherwise. */
export interface ConnectionTimers {
  readonly name: string;
  readonly dpd: DpdTimers;
}

/** The timers of every connection that has a tunnel, each once. */
export function connectionTimers({ tunnels }: Topology): ConnectionTimers[] {
  const timers = new Map(
    tunnels.flatMap(({ connections, ends }) =>
      // Between two gateways the second connection is the other gateway's.
      connections.map((name, index) => [name, (ends[index] ?? ends[0]).dpd] as const),
    ),
  );
  return [...timers].map(([name, dpd]) => ({ name, dpd }));
}
