import type { TrafficPair, VpnAuthenticationType } from '../definition/definition.ts';
import type { DeviceRouting } from '../definition/device-routing.ts';
import type { Lifetimes, Proposals } from '../definition/ipsec-proposals.ts';
import type { OwnLines } from '../definition/own-lines.ts';
import type {
  BgpTimers,
  DpdTimers,
  HealthProbe,
  Retransmission,
  TakeoverTimers,
} from '../definition/profile.ts';

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

export type TopologyNode =
  | InternetNode
  | VirtualNetworkNode
  | SiteNode
  | InstanceNode
  | DeviceNode
  | HostNode
  | ClientNode;

interface CommonNode {
  /** Unique in the lab; also the host name and the end of the container's name. */
  readonly name: string;
  /** Ports that are wired to a bridge of another node. */
  readonly interfaces: readonly Interface[];
  /** Segments (layer 2) that live inside this node; it has an address on each. */
  readonly bridges: readonly Bridge[];
  /** Marks the node that keeps the lab's records, which the lab never replaces. */
  readonly keepsRecords?: true;
}

/** The public network between the gateways and the devices. It only forwards. */
export interface InternetNode extends CommonNode {
  readonly role: 'internet';
  /** The public addresses of devices behind NAT, which it has in their place. Absent: none. */
  readonly translations?: readonly Translation[];
}

export interface Translation {
  readonly publicAddress: string;
  readonly privateAddress: string;
  /** The segment of the public address. */
  readonly bridge: string;
}

/** The virtual network seen as a router: it spreads flows over the gateway's instances (a part of the platform). */
export interface VirtualNetworkNode extends CommonNode {
  readonly role: 'virtual-network';
  /** Those of its spokes included. */
  readonly prefixes: readonly string[];
  /** The virtual networks that use its gateway; absent: none. Their prefixes and subnets are among its own. */
  readonly spokes?: readonly SpokeNetwork[];
  /** ASN of its gateway: the platform learns from the instances what they learned. */
  readonly asn: number;
  readonly routerId: string;
}

/** A virtual network that uses the gateway of a peer. */
export interface SpokeNetwork {
  readonly name: string;
  readonly prefixes: readonly string[];
  /** Names of the spokes that it is peered with; it reaches no other ones. */
  readonly peers: readonly string[];
}

/** The core router of an on-premises site: it spreads flows over the site's devices. */
export interface SiteNode extends CommonNode {
  readonly role: 'site';
  readonly prefixes: readonly string[];
  readonly asn: number;
  readonly routerId: string;
}

/** One of the two machines behind a virtual network gateway. */
export interface InstanceNode extends CommonNode {
  readonly role: 'instance';
  readonly gateway: string;
  readonly index: number;
  /**
   * Availability zone. The two instances of a zone-redundant gateway (SKU with AZ) are in different zones. Azure does
   * not say which; here they are 1 and 2, or the first two of its public addresses. Those of a zonal gateway are in the
   * same one. Absent: the gateway is regional.
   */
  readonly zone?: number;
  readonly asn: number;
  /** Next hop for all destinations without their own wire; for the public peers alone where BGP may bring a default route. */
  readonly publicRouter: string;
  /** Absent: no site announces a prefix that contains a public address. */
  readonly publicPeers?: readonly string[];
  /** Its own address in the gateway subnet, which the platform and its sibling use. It never moves. */
  readonly privateAddress: string;
  readonly virtualNetwork: string;
  readonly virtualNetworkRouter: string;
  /** Those of spokes included. */
  readonly virtualNetworkPrefixes: readonly string[];
}

/** An on-premises VPN device. */
export interface DeviceNode extends CommonNode, DeviceRouting {
  readonly role: 'device';
  readonly site: string;
  /** The local network gateway of this device in Azure. */
  readonly localNetworkGateway: string;
  readonly asn: number;
  readonly publicAddress: string;
  /** The address of its port behind NAT. Absent: it has the public one. */
  readonly privateAddress?: string;
  readonly publicRouter: string;
  /** As of an {@link InstanceNode}. */
  readonly publicPeers?: readonly string[];
  /** On a loopback interface, reachable through every tunnel. Absent: none of its tunnels has BGP. */
  readonly bgpAddress?: string;
  /** Its further internet lines, each with a local network gateway of its own. Absent: it has one. */
  readonly furtherLines?: readonly DeviceLine[];
  readonly siteRouter: string;
  /** It forwards only TCP whose begin it saw. Absent: it forwards everything. */
  readonly firewall?: 'stateful';
  /** As of a device of the lab file. */
  readonly frr?: OwnLines;
  readonly swanctl?: OwnLines;
}

/** An internet line of a device beside its first one, which is `wan0`. */
export interface DeviceLine {
  readonly localNetworkGateway: string;
  /** Its interface. */
  readonly port: string;
  readonly publicAddress: string;
  /** As of the device. */
  readonly privateAddress?: string;
  readonly publicRouter: string;
  /** As of the device, for the sessions over this line. */
  readonly bgpAddress?: string;
  /** The routing table for what leaves from its public address. */
  readonly routingTable: number;
}

/** Where traffic starts and ends: a virtual machine in Azure, or a host of the site. */
export interface HostNode extends CommonNode {
  readonly role: 'host';
  readonly side: 'azure' | 'site';
  /** Name of its virtual network, if that is a spoke of the one of its router. */
  readonly spoke?: string;
  readonly address: string;
  readonly router: string;
}

/** The machine of a remote user, which connects to a gateway. */
export interface ClientNode extends CommonNode {
  readonly role: 'client';
  /** Name of the tunnel end that it connects to, and of its connection. */
  readonly gateway: string;
  readonly publicAddress: string;
  readonly publicRouter: string;
  readonly serverAddress: string;
  /** Name that the gateway's certificate is for. */
  readonly serverName: string;
  readonly authentication: VpnAuthenticationType;
  readonly dpd: DpdTimers;
  /** Prefixes that it reaches through the gateway. */
  readonly routes: readonly string[];
  readonly tunnelInterface: string;
}

/** Point-to-site at a gateway. */
export interface PointToSite {
  /** Name of the tunnel end whose public address the clients know. */
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
}

export interface Interface {
  readonly name: string;
  readonly address: string;
  readonly prefixLength: number;
  /**
   * The public address of this port floats: it may be at the sibling, see {@link FloatingAddresses}. Until the port
   * gets it, it has only `address`, which no other node can reach.
   */
  readonly floats?: true;
  readonly attachedTo: { readonly node: string; readonly bridge: string };
}

export interface Bridge {
  readonly name: string;
  readonly address: string;
  readonly prefixLength: number;
}

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
  readonly ends: readonly [TunnelEnd, TunnelEnd];
}

export interface TunnelEnd {
  /** Name of its node; of its gateway if that is active-standby, because the end moves with the addresses. */
  readonly name: string;
  readonly side: 'azure' | 'device';
  /** The node that has it in normal operation; either instance of an active-standby gateway. */
  readonly nodes: readonly string[];
  /** The sibling that takes over the end with its public address while the end's own instance is down. */
  readonly standIn?: string;
  readonly publicAddress: string;
  /** Of a device behind NAT: the address of its own port. */
  readonly privateAddress?: string;
  /** Of a device: the name by which gateways look up that address. Absent: they have the address. */
  readonly fqdn?: string;
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
  /** The address that the second end calls, as of a {@link Tunnel}. */
  readonly called?: string;
  /** The address by which the second end knows the first one, as of a {@link Tunnel}. */
  readonly alias?: string;
}

export interface SessionEnd {
  /** As of a {@link TunnelEnd}. */
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

/** Addresses that move between the two instances of a gateway, always together. */
export interface FloatingAddresses {
  /** Name of the tunnel end that they belong to. */
  readonly name: string;
  readonly gateway: string;
  /** The two instances; the first one has the addresses when the lab comes up. */
  readonly nodes: readonly [string, string];
  /** The gateway is active-standby: whoever has the addresses is the active instance. */
  readonly activeStandby: boolean;
  /** Whether the addresses go back to the first instance as soon as it is up again. */
  readonly returns: boolean;
  /** VRRP's virtual router id, 1 to 255; unique on the gateway subnet. */
  readonly virtualRouterId: number;
  readonly takeover: TakeoverTimers;
  readonly addresses: readonly FloatingAddress[];
}

export interface FloatingAddress {
  readonly interface: string;
  readonly address: string;
  readonly prefixLength: number;
}
