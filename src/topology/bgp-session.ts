import type { BgpTimers, HealthProbe } from '../definition/profile.ts';

/**
 * - `tunnel`: eBGP between the two ends of a tunnel
 * - `sibling`: iBGP between the two instances of a gateway
 * - `platform`: between an instance and its virtual network, which learns the prefixes that the instance can reach
 * - `site`: between a device and the core router of its site
 */
export type SessionKind = 'tunnel' | 'sibling' | 'platform' | 'site';

export interface BgpSession {
  readonly kind: SessionKind;
  readonly ends: readonly [SessionEnd, SessionEnd];
  /** BFD of the session; absent: only the hold time detects a dead peer. */
  readonly bfd?: HealthProbe;
  /** The address that the second end calls, as of a `Tunnel`. */
  readonly called?: string;
  /** The address by which the second end knows the first one, as of a `Tunnel`. */
  readonly alias?: string;
}

export interface SessionEnd {
  /** As of a `TunnelEnd`. */
  readonly name: string;
  readonly nodes: readonly string[];
  readonly address: string;
  readonly asn: number;
  readonly timers: BgpTimers;
  /** Waits for the other end to open the session. */
  readonly passive?: true;
  /** The next hop of what it announces. Absent: its own address. */
  readonly nextHop?: string;
}
