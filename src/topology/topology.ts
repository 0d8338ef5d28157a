/**
 * What will exist: nodes, the wires between them, addresses, tunnels and BGP sessions. A plain value, made from
 * a definition alone; it knows neither timers nor containers.
 */
export interface Topology {
  readonly lab: string;
  readonly nodes: readonly TopologyNode[];
  readonly tunnels: readonly Tunnel[];
  readonly sessions: readonly BgpSession[];
}

export type TopologyNode =
  | InternetNode
  | VirtualNetworkNode
  | SiteNode
  | InstanceNode
  | DeviceNode
  | HostNode;

interface CommonNode {
  /** Unique in the lab; also the host name and the end of the container's name. */
  readonly name: string;
  /** Ports that are wired to a bridge of another node. */
  readonly interfaces: readonly Interface[];
  /** Segments (layer 2) that live inside this node; it has an address on each. */
  readonly bridges: readonly Bridge[];
}

/** The public network between the gateways and the devices: it forwards, and nothing else. */
export interface InternetNode extends CommonNode {
  readonly role: 'internet';
}

/** The virtual network seen as a router: it spreads flows over the gateway's instances (a part of the platform). */
export interface VirtualNetworkNode extends CommonNode {
  readonly role: 'virtual-network';
  readonly prefixes: readonly string[];
  /** ASN of its gateway: the platform learns from the instances what they learned. */
  readonly asn: number;
  readonly routerId: string;
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
  readonly asn: number;
  readonly publicAddress: string;
  /** Next hop of everything that is not on a wire of its own. */
  readonly publicRouter: string;
  readonly bgpAddress: string;
  readonly virtualNetwork: string;
  readonly virtualNetworkRouter: string;
  readonly virtualNetworkPrefixes: readonly string[];
}

/** An on-premises VPN device. */
export interface DeviceNode extends CommonNode {
  readonly role: 'device';
  readonly site: string;
  /** What stands for this device in Azure. */
  readonly localNetworkGateway: string;
  readonly asn: number;
  readonly publicAddress: string;
  readonly publicRouter: string;
  /** On a loopback, so that it is reachable through every tunnel. */
  readonly bgpAddress: string;
  readonly siteRouter: string;
}

/** Where traffic starts and ends: a virtual machine in Azure, or a host of the site. */
export interface HostNode extends CommonNode {
  readonly role: 'host';
  readonly side: 'azure' | 'site';
  readonly address: string;
  readonly router: string;
}

export interface Interface {
  readonly name: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly attachedTo: { readonly node: string; readonly bridge: string };
}

export interface Bridge {
  readonly name: string;
  readonly address: string;
  readonly prefixLength: number;
}

/** One IKE SA with its child SA, between an instance and a device. */
export interface Tunnel {
  /** `<instance>--<device>`. */
  readonly name: string;
  readonly connection: string;
  readonly sharedKey: string;
  readonly dpdTimeoutSeconds?: number;
  readonly azure: TunnelEnd;
  readonly remote: TunnelEnd;
  readonly initiators: readonly ('azure' | 'remote')[];
}

export interface TunnelEnd {
  readonly node: string;
  readonly publicAddress: string;
  /** Address of this end's BGP speaker, which the other end reaches through this tunnel and no other. */
  readonly bgpAddress: string;
  /** Name of the tunnel's device on this node. */
  readonly interface: string;
}

/**
 * - `tunnel`: eBGP between an instance and a device, through their tunnel
 * - `sibling`: iBGP between the two instances of a gateway
 * - `platform`: instance and virtual network: how the platform learns which prefixes an instance can reach
 * - `site`: device and core router of the site
 */
export type SessionKind = 'tunnel' | 'sibling' | 'platform' | 'site';

export interface BgpSession {
  readonly kind: SessionKind;
  readonly ends: readonly [SessionEnd, SessionEnd];
}

export interface SessionEnd {
  readonly node: string;
  readonly address: string;
  readonly asn: number;
}
