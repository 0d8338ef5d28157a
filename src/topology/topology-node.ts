import type { VpnAuthenticationType } from '../definition/definition.ts';
import type { DevicePair } from '../definition/device-pair.ts';
import type { DeviceRouting } from '../definition/device-routing.ts';
import type { OwnLines } from '../definition/own-lines.ts';
import type { DpdTimers } from '../definition/profile.ts';

/** A machine of a lab. */
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
  /** The third public addresses of active-active gateways with point-to-site. Absent: none. */
  readonly spread?: readonly SpreadAddress[];
}

/** A public address in front of both instances of a gateway, as a load balancer has it. */
export interface SpreadAddress {
  readonly publicAddress: string;
  /** The segment of the public address. */
  readonly bridge: string;
  /** Where the packets of each client go. */
  readonly targets: readonly SpreadTarget[];
}

export interface SpreadTarget {
  /** The public address of the client. */
  readonly from: string;
  readonly to: string;
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
  /** The name of its network in the lab file. */
  readonly writtenName: string;
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
  /** The name of its site in the lab file. */
  readonly writtenName: string;
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
  /** Its gateway is active-active and has point-to-site: addresses for clients move between it and its sibling. */
  readonly sharesClients?: true;
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
  /**
   * A device on a dynamic line: the public address that it has after a change of address. Absent: its address never
   * changes.
   */
  readonly secondAddress?: string;
  readonly publicRouter: string;
  /** As of an {@link InstanceNode}. */
  readonly publicPeers?: readonly string[];
  /** On a loopback interface, reachable through every tunnel. Absent: none of its tunnels has BGP. */
  readonly bgpAddress?: string;
  /** Its further internet lines, each with a local network gateway of its own. Absent: it has one. */
  readonly furtherLines?: readonly DeviceLine[];
  readonly siteRouter: string;
  /** The pair that it belongs to, whose public address it may have. Absent: it has its own. */
  readonly pair?: PairOfDevices;
  /** It forwards only TCP whose begin it saw. Absent: it forwards everything. */
  readonly firewall?: 'stateful';
  /** As of a device of the lab file. */
  readonly frr?: OwnLines;
  readonly swanctl?: OwnLines;
}

/** The routing tables of a device's lines, beyond those of the kernel (up to 255) and of charon: that of `wan0`, wan1, ... */
export const lineTable = (index: number): number => 1000 + index;

/** Two devices that share a public address. */
export interface PairOfDevices extends DevicePair {
  /** Name of the device in the definition, and of the end of their tunnels. */
  readonly name: string;
  /** The first one has the address when the lab comes up. */
  readonly nodes: readonly [string, string];
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

export interface Interface {
  readonly name: string;
  readonly address: string;
  readonly prefixLength: number;
  /**
   * The public address of this port floats: it may be at the sibling, see `FloatingAddresses`. Until the port
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
