import type { TrafficPair, VpnAuthenticationType } from '../definition/definition.ts';
import type { DpdTimers, TakeoverTimers } from '../definition/profile.ts';
import type { BgpSession } from './bgp-session.ts';
import type { TopologyNode } from './topology-node.ts';
import type { Tunnel } from './tunnel.ts';

/**
 * The parts of a lab: nodes, the wires between them, addresses, tunnels and BGP sessions with their timers. A plain
 * value, made from a definition and a profile; it does not know containers. Everything that needs the timers of a
 * tunnel or a session reads them here.
 */
export interface Topology {
  readonly lab: string;
  readonly nodes: readonly TopologyNode[];
  readonly tunnels: readonly Tunnel[];
  /** How often the end that initiates a tunnel, or a client, looks whether it has to start it again (s). */
  readonly tunnelRetrySeconds: number;
  readonly sessions: readonly BgpSession[];
  /** Sessions that both ends have configured, and that never come up: the device calls another address, see {@link Tunnel}. */
  readonly sessionsAmiss: readonly BgpSession[];
  readonly floating: readonly FloatingAddresses[];
  readonly pointToSite: readonly PointToSite[];
  /** The ends of measured traffic, by the names of their nodes; empty: the usual two. */
  readonly traffic: readonly TrafficPair[];
}

/** Point-to-site at a gateway. */
export interface PointToSite {
  /** Name of the tunnel end whose public address the clients know; of the gateway when it is active-active. */
  readonly name: string;
  /** Either instance may serve them. */
  readonly nodes: readonly string[];
  readonly publicAddress: string;
  readonly serverName: string;
  /** Prefixes that clients get addresses from. */
  readonly addressPool: readonly string[];
  readonly authentication: VpnAuthenticationType;
  readonly dpd: DpdTimers;
  readonly clients: readonly string[];
  /** Active-active only: what each instance has of the clients and of the pool. Absent: one serves all. */
  readonly shares?: readonly ClientShare[];
}

/** The part of an instance in the point-to-site of an active-active gateway. */
export interface ClientShare {
  readonly node: string;
  /**
   * Where the public network sends the packets of its clients, in place of the public address. It moves to the sibling
   * when the instance is lost.
   */
  readonly address: string;
  /** The instance gives whoever connects to it addresses of these. */
  readonly addressPool: readonly string[];
  /** The clients that the public network sends to it while both instances are up. */
  readonly clients: readonly string[];
}

/** Addresses that move between the two instances of a gateway, or the two devices of a pair, always together. */
export interface FloatingAddresses {
  /** Name of the tunnel end that they belong to, or their own. */
  readonly name: string;
  /** Name of the gateway, or of the pair. */
  readonly gateway: string;
  /** The two machines; the first one has the addresses when the lab comes up. */
  readonly nodes: readonly [string, string];
  /** Whoever has the addresses is the active one: the gateway is active-standby, or it is a pair of devices. */
  readonly activeStandby: boolean;
  /** Clients of an active-active gateway connect to them. No tunnel between sites has such an address. */
  readonly forClients?: true;
  /** They are two devices, whose numbers are the site's own, and not two instances. */
  readonly isPair?: true;
  /** Whether the addresses go back to the first machine as soon as it is up again. */
  readonly returns: boolean;
  /** The port of both machines over which VRRP runs. */
  readonly over: string;
  /** A port without which a machine gives the addresses up. Absent: none but `over`. */
  readonly needs?: string;
  /** VRRP's virtual router id, 1 to 255; unique on the network behind `over`. */
  readonly virtualRouterId: number;
  readonly takeover: TakeoverTimers;
  readonly addresses: readonly FloatingAddress[];
}

export interface FloatingAddress {
  readonly interface: string;
  readonly address: string;
  readonly prefixLength: number;
}
