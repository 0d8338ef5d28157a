import type { Lifetimes, Proposals } from '../definition/ipsec-proposals.ts';
import type { DpdTimers, Retransmission } from '../definition/profile.ts';
import type { TrafficSelectors } from '../definition/traffic-selectors.ts';

/** One IKE SA with its child SA, between an instance and a device, or between instances of two gateways. */
export interface Tunnel {
  /** `<first end>--<second end>`. */
  readonly name: string;
  /** Names of the connections that it belongs to: one, or between two gateways one of each. */
  readonly connections: readonly string[];
  readonly sharedKey: string;
  /** Its ends exchange routes by BGP; otherwise both have static routes while it is up. */
  readonly bgp: boolean;
  /**
   * The BGP address that the device has as its peer. Absent: it is the one of the first end. If it is another one, the
   * tunnel is up and its session never is.
   */
  readonly called?: string;
  /**
   * The address by which the device knows the BGP speaker of the first end. Absent: its own. Over a further line it is an
   * alias: a router has one session for each neighbour's address, and the gateway has the same one on every line.
   */
  readonly alias?: string;
  /** What its child SAs carry, as the first end sees it. Absent: everything. */
  readonly carries?: readonly TrafficSelectors[];
  readonly ends: readonly [TunnelEnd, TunnelEnd];
}

export interface TunnelEnd {
  /** Name of its node; of its active-standby gateway, or its pair of devices, because the end moves with the addresses. */
  readonly name: string;
  readonly side: 'azure' | 'device';
  /** The node that has it in normal operation; either instance of an active-standby gateway, or device of a pair. */
  readonly nodes: readonly string[];
  /** The sibling that takes over the end with its public address while the end's own instance is down. */
  readonly standIn?: string;
  readonly publicAddress: string;
  /** Of a device behind NAT: the address of its own port. */
  readonly privateAddress?: string;
  /** Of a device: the name by which gateways look up that address. Absent: they have the address. */
  readonly fqdn?: string;
  /** Of a device on a dynamic line: the public address that it has after a change of address. */
  readonly secondAddress?: string;
  /** Of a device: the interface of a further line. Absent: the first one, `wan0`. */
  readonly port?: string;
  /** Inside the tunnel: the address of the BGP speaker, which the other end reaches only through this tunnel. */
  readonly innerAddress: string;
  /** Next hop of what it announces by BGP. Absent: `innerAddress`. */
  readonly nextHop?: string;
  /** Whether it starts IKE; at least one of the two ends does. */
  readonly starts: boolean;
  /** It ignores IKE that the other end starts. */
  readonly ignoresPeer?: true;
  /** Absent: it never asks whether a silent peer lives. */
  readonly dpd?: DpdTimers;
  /** For all its requests, those of dead peer detection among them. */
  readonly retransmission: Retransmission;
  readonly proposals: Proposals;
  readonly lifetimes: Lifetimes;
  /** What it proposes, a child SA for each. Absent: any to any. */
  readonly selectors?: readonly TrafficSelectors[];
  /**
   * It keeps the routes into the tunnel though the tunnel is gone: those of BGP until the hold time ends, and static ones
   * for ever.
   */
  readonly sessionOutlivesTunnel?: true;
  /** Static routes that went with the tunnel do not come back with it. */
  readonly losesRoutes?: true;
  /** How often it tries to open the tunnel to a silent peer. Absent: for ever. */
  readonly givesUpAfterTries?: number;
  /** It does not open the tunnel again by itself. Absent: it does, if it starts IKE. */
  readonly callsOnce?: true;
  /** Prefixes that this end sends into the tunnel by static routes. */
  readonly staticRoutes: readonly string[];
  /** The same beside BGP: prefixes that it sends there while it has learned no such route. */
  readonly backupRoutes?: readonly string[];
  /** Of a device: how many of its tunnels it prefers to this one by rank. Absent: none. */
  readonly rank?: number;
}
