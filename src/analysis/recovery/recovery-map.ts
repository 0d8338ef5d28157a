import type { BgpTimers, DpdTimers, Profile } from '../../definition/profile.ts';
import type { DirectionName } from '../../topology/direction.ts';

/**
 * Who has to notice a fault and move traffic: one point for every node that decides about flows that lost their
 * path. Computed from the topology and the fault (recovery-of.ts); the rest of the
 * analysis reads it and knows no topology.
 */
export type RecoveryMap = readonly RecoveryPoint[];

/**
 * A node that moves flows of one direction away from what failed. Flows on tunnels that no point names are not
 * expected to be hit.
 */
export interface RecoveryPoint {
  readonly direction: DirectionName;
  /** Tunnels (as in `tunnelBefore`) whose flows this node moves when it has noticed. */
  readonly tunnels: readonly string[];
  /** The live node that decides. */
  readonly node: string;
  /** What on this node belongs to the failed part; the first of them that goes down is the detection. */
  readonly watches: {
    /** Tunnels of this node that end at the failed part (events `ike` and `child`). */
    readonly tunnels: readonly string[];
    /** BGP neighbours at the failed part, by address as in the node's events (`bgp`). */
    readonly bgpNeighbors: readonly string[];
    /** BFD peers at the failed part (`bfd`). */
    readonly bfdNeighbors: readonly string[];
    /** Interfaces whose loss of carrier tells about the failed part; none for a silent fault. */
    readonly interfaces: readonly string[];
  };
  /** This node's BFD sessions stand for the platform's health probe; otherwise they are the site's own. */
  readonly healthProbe: boolean;
  /** Another node gets the public address of the dead one: which, and the address as in its events (`address`). */
  readonly takeover?: { readonly node: string; readonly address: string };
  /**
   * The flows have no other way: they wait until what failed is there again, at the node that takes its addresses over
   * or as a replacement of the failed one.
   */
  readonly comeback?: { readonly by: 'takeover' | 'replacement'; readonly node: string };
  /** The failed machine, where it opens these tunnels anew when it is back: that ends the old ones at once. */
  readonly opener?: string;
  /** DPD timers of the tunnels that it watches, as this node has them; absent: it watches none. */
  readonly dpd?: DpdTimers;
  /** Timers of the BGP sessions that it watches, as this node has them; absent: it watches none. */
  readonly bgp?: BgpTimers;
  /** Prefixes, as in this node's `route` events, that carry the flows: only those that flows really use. */
  readonly prefixes: readonly string[];
  /** Next hops of these prefixes that lead to the failed part: by gateway address or by interface. */
  readonly failedNextHops: { readonly gateways: readonly string[]; readonly interfaces: readonly string[] };
}

/** The timers that are the same everywhere in a lab. A {@link Profile} has them all. */
export type RecoveryTimers = Pick<Profile, 'healthProbe' | 'siteBfd' | 'takeover'>;

/** What analysis has to know beyond the observations; computed from definition, topology, profile and fault. */
export interface AnalysisContext {
  readonly recovery: RecoveryMap;
  readonly timers: RecoveryTimers;
  /** Single clients of a point-to-site gateway; absent: the lab has none. */
  readonly clients?: readonly ClientOfGateway[];
  /** The fault tells nobody (a crash): only timers can notice it, and can be predicted. */
  readonly silentFault: boolean;
  /** The fault is made of several; absent: it is not. */
  readonly composite?: true;
  /** Default: `defaultDelayThresholdMs`. */
  readonly delayThresholdMs?: number;
}

/** A client, with its connection and its tunnel's interface as its events call them. */
export interface ClientOfGateway {
  readonly node: string;
  readonly connection: string;
  readonly interface: string;
}

/** What made a node notice. */
export type Mechanism =
  | 'health-probe'
  | 'bfd'
  | 'dpd'
  | 'ike-closed'
  | 'bgp-hold'
  | 'bgp-notification'
  | 'bgp-session'
  | 'carrier'
  | 'takeover'
  | 'replacement';

const names: Readonly<Record<Mechanism, string>> = {
  'health-probe': 'health probe (BFD)',
  bfd: 'BFD',
  dpd: 'IKE dead peer detection',
  'ike-closed': 'IKE SA closed by the peer',
  'bgp-hold': 'BGP hold timer',
  'bgp-notification': 'BGP NOTIFICATION from the peer',
  'bgp-session': 'BGP session lost',
  carrier: 'loss of carrier',
  takeover: 'takeover of the addresses (VRRP)',
  replacement: 'return of the failed machine',
};

/** In words for people: "IKE dead peer detection on device2". */
export function mechanismOn(mechanism: Mechanism, node: string): string {
  return `${names[mechanism]} on ${node}`;
}
