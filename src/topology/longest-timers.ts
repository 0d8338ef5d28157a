import { type DpdTimers, dpdTimeoutSeconds } from '../definition/profile.ts';
import type { Topology } from './topology.ts';

/** The slowest timers of a lab, over all its tunnels, sessions and clients (s); 0 if it has none of a kind. */
export interface LongestTimers {
  /** The longest pause between two packets that show, or ask, whether a peer is alive. */
  readonly periodSeconds: number;
  readonly dpdTimeoutSeconds: number;
  readonly bgpHoldSeconds: number;
}

export function longestTimers({ tunnels, sessions, pointToSite }: Topology): LongestTimers {
  const dpd: DpdTimers[] = [
    ...tunnels.flatMap(({ ends }) => ends.flatMap(({ dpd }) => dpd ?? [])),
    ...pointToSite.map((service) => service.dpd),
  ];
  const bgp = sessions.flatMap(({ ends }) => ends.map(({ timers }) => timers));
  const probes = sessions.flatMap(({ bfd }) => (bfd ? [bfd] : []));
  return {
    periodSeconds: longest([
      ...dpd.map(({ delaySeconds }) => delaySeconds),
      ...bgp.map(({ keepaliveSeconds }) => keepaliveSeconds),
      ...probes.map(({ intervalMs }) => intervalMs / 1000),
    ]),
    dpdTimeoutSeconds: longest(dpd.map(dpdTimeoutSeconds)),
    bgpHoldSeconds: longest(bgp.map(({ holdSeconds }) => holdSeconds)),
  };
}

const longest = (seconds: readonly number[]): number => Math.max(0, ...seconds);
