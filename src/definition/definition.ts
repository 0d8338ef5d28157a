import type { DeviceIpsec } from './device-ipsec.ts';
import type { DevicePair } from './device-pair.ts';
import type { DeviceRouting } from './device-routing.ts';
import type { FaultParameters } from './fault-parameters.ts';
import type { OwnLines } from './own-lines.ts';
import type { ProfileName } from './profile.ts';
import type { SelectorSettings } from './traffic-selectors.ts';

/**
 * The design as asked for, in Azure's own terms, with every default filled in.
 *
 * Property names are those of the ARM resources (`Microsoft.Network/...`), so that a person who knows the
 * portal, the CLI or a template can read a lab file, and an ARM template maps onto it one to one. Addresses
 * and prefixes are IPv4 in the usual notation; they were checked when the definition was read.
 */
export interface Definition {
  /** Names the lab: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** One line that says what the lab shows. */
  readonly summary: string;
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly virtualNetworkGateways: readonly VirtualNetworkGateway[];
  readonly localNetworkGateways: readonly LocalNetworkGateway[];
  readonly connections: readonly Connection[];
  readonly sites: readonly Site[];
  /** Machines of remote users, which connect to a gateway (point-to-site). */
  readonly vpnClients: readonly VpnClient[];
  /** Between which ends traffic is measured; empty: the usual two, which `trafficPairs` chooses. */
  readonly traffic: readonly TrafficPair[];
  /** The faults to inject into this lab, with limits for recovery. */
  readonly expect: readonly Expectation[];
  /** The steps of the fault `scenario`, in order of time; empty: the lab has none. */
  readonly scenario: readonly ScenarioEvent[];
}

export interface VirtualNetwork {
  readonly name: string;
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly virtualMachines: readonly VirtualMachine[];
  /** Its halves of peerings; absent: none. */
  readonly virtualNetworkPeerings?: readonly VirtualNetworkPeering[];
}

/** One half of a peering. */
export interface VirtualNetworkPeering {
  /** Name of the other virtual network. */
  readonly remoteVirtualNetwork: string;
  /** The other network may use the gateway of this one. */
  readonly allowGatewayTransit: boolean;
  /** This network uses the gateway of the other one: it is a spoke. */
  readonly useRemoteGateways: boolean;
}

export interface Subnet {
  readonly name: string;
  readonly addressPrefix: string;
}

export interface VirtualMachine {
  readonly name: string;
  /** Name of the subnet of the same virtual network. */
  readonly subnet: string;
  /** Default: the first address of the subnet that Azure does not reserve (`.4`) and no other machine has. */
  readonly privateIPAddress: string;
}

export interface VirtualNetworkGateway {
  readonly name: string;
  /** Name of the virtual network whose GatewaySubnet holds the instances. */
  readonly virtualNetwork: string;
  readonly sku: string;
  readonly activeActive: boolean;
  readonly enableBgp: boolean;
  readonly bgpSettings: GatewayBgpSettings;
  /**
   * One an instance when active-active, one in all when active-standby; in the order of the instances. An
   * active-active gateway with point-to-site has a third one, for the clients.
   */
  readonly publicIPAddresses: readonly PublicIPAddress[];
  /** Absent: the gateway has no point-to-site. */
  readonly vpnClientConfiguration?: VpnClientConfiguration;
}

/** Point-to-site with IKEv2. */
export interface VpnClientConfiguration {
  readonly vpnClientAddressPool: { readonly addressPrefixes: readonly string[] };
  readonly vpnAuthenticationType: VpnAuthenticationType;
}

/** With certificates, or with user name and password (EAP-MSCHAPv2), which a RADIUS server checks for Azure. */
export type VpnAuthenticationType = 'Certificate' | 'Radius';

export interface GatewayBgpSettings {
  /** Default 65515, as in Azure. */
  readonly asn: number;
  /** Active-active: the two first assignable addresses of the gateway subnet; active-standby: the last one. */
  readonly bgpPeeringAddresses: readonly string[];
  /**
   * Custom (APIPA) addresses of each instance, in the order of the instances; empty: none. Used towards devices whose
   * own BGP peer IP address is an APIPA one.
   */
  readonly customBgpIpAddresses: readonly (readonly string[])[];
  /** Names of the IP configurations in the order of the instances. Absent: the lab file does not give them. */
  readonly ipConfigurationNames?: readonly string[];
}

export interface PublicIPAddress {
  readonly name: string;
  /** Azure assigns it; a lab takes the next free one of 203.0.113.0/24 (RFC 5737) unless it is given. */
  readonly ipAddress: string;
  /**
   * Availability zones: one for a zonal address, several for a zone-redundant one. Absent: zone-redundant with a SKU
   * that has zones.
   */
  readonly zones?: readonly string[];
}

export interface LocalNetworkGateway {
  readonly name: string;
  readonly gatewayIpAddress: string;
  /** The name by which gateways know the device; absent: by its address. */
  readonly fqdn?: string;
  readonly localNetworkAddressSpace: { readonly addressPrefixes: readonly string[] };
  readonly bgpSettings?: { readonly asn: number; readonly bgpPeeringAddress: string };
}

export type ConnectionMode = 'Default' | 'ResponderOnly' | 'InitiatorOnly';

export interface Connection extends SelectorSettings {
  readonly name: string;
  /** Name of the gateway whose connection this is. */
  readonly virtualNetworkGateway1: string;
  /** The other end: a local network gateway, ... */
  readonly localNetworkGateway2?: string;
  /** ... or another gateway, which then has a connection back (VNet-to-VNet). */
  readonly virtualNetworkGateway2?: string;
  readonly enableBgp: boolean;
  /** Which custom BGP address of an instance the connection uses. Absent for an instance: its first one. */
  readonly gatewayCustomBgpIpAddresses?: readonly ChosenCustomBgpAddress[];
  readonly sharedKey: string;
  /** Seconds, 9 to 3600. Absent: the profile decides (Azure's default is 45). */
  readonly dpdTimeoutSeconds?: number;
  readonly connectionMode: ConnectionMode;
  /** Absent: Azure's default proposals. */
  readonly ipsecPolicy?: IpsecPolicy;
}

export interface ChosenCustomBgpAddress {
  /** The instance: its IP configuration, as a name or as a resource id that ends with it. */
  readonly ipConfigurationId: string;
  readonly customBgpIpAddress: string;
}

/** A custom policy. It replaces all default proposals, both as initiator and as responder. */
export interface IpsecPolicy {
  readonly ikeEncryption: string;
  readonly ikeIntegrity: string;
  readonly dhGroup: string;
  readonly ipsecEncryption: string;
  readonly ipsecIntegrity: string;
  readonly pfsGroup: string;
  /** Seconds, 300 to 2147483647. */
  readonly saLifeTimeSeconds: number;
  /** Kilobytes, 1024 to 2147483647. */
  readonly saDataSizeKilobytes: number;
}

/** The on-premises side, which Azure knows only as local network gateways. */
export interface Site {
  readonly name: string;
  readonly addressPrefixes: readonly string[];
  readonly devices: readonly Device[];
  readonly hosts: readonly Host[];
}

export interface Device extends DeviceRouting {
  readonly name: string;
  /** Name of the local network gateway that stands for this device in Azure: its addresses and its ASN. */
  readonly localNetworkGateway: string;
  /** Those of its further internet lines. Absent: it has one line. */
  readonly furtherLocalNetworkGateways?: readonly string[];
  /** A router on its line has its public address, and passes IKE and ESP in UDP on. Absent: it has the address itself. */
  readonly behindNat?: true;
  /** It is two devices that share its address. Absent: it is one. */
  readonly pair?: DevicePair;
  /** Names of the gateways' public IP addresses to which it has a tunnel configured; normally all of them. */
  readonly peers?: readonly string[];
  /** Its own settings of IKE and IPsec; absent: all as a careful engineer makes them. */
  readonly ipsec?: DeviceIpsec;
  /** It forwards only TCP whose begin it saw. Absent: it forwards everything. */
  readonly firewall?: 'stateful';
  /** Configuration of its own for bgpd. */
  readonly frr?: OwnLines;
  /** Configuration of its own for charon: lines of each connection, or the whole swanctl.conf. */
  readonly swanctl?: OwnLines;
}

export interface Host {
  readonly name: string;
  /** Default: `.10`, `.11`, ... of the site's first prefix. */
  readonly ipAddress: string;
}

/** A client of a point-to-site gateway: the notebook of a remote user. */
export interface VpnClient {
  readonly name: string;
  readonly virtualNetworkGateway: string;
  /** Its address on the internet. Default: the next free one of 198.51.100.0/24 (RFC 5737). */
  readonly ipAddress: string;
}

/** Two ends of measured traffic, both ways: names of virtual machines, hosts or clients. */
export interface TrafficPair {
  readonly from: string;
  readonly to: string;
}

/** One case of the suite: a fault, and limits for the recovery from it. */
export interface Expectation {
  /** Name of the fault. */
  readonly fault: string;
  /** In lower case. Absent: the usual target of the fault. */
  readonly target?: string;
  readonly parameters: FaultParameters;
  /** By profile. With a profile without limits, the case runs and passes if it recovers. */
  readonly limits: Readonly<Partial<Record<ProfileName, Limits>>>;
}

/** One fault of a scenario. */
export interface ScenarioEvent {
  /** Seconds after the first one, which has 0. */
  readonly atSeconds: number;
  /** Name of the fault: any but the scenario itself. */
  readonly fault: string;
  /** In lower case. Absent: the usual target of the fault, at the time when the scenario begins. */
  readonly target?: string;
  readonly parameters: FaultParameters;
}

/** A limit that is absent does not apply. */
export interface Limits {
  /** The longest outage of any flow, in either direction. */
  readonly maxOutageSeconds?: number | undefined;
  /** The least length of the longest outage, for labs that teach a mistake. */
  readonly minOutageSeconds?: number | undefined;
  /** From the fault until every tunnel and session is back. */
  readonly maxRedundancySeconds?: number | undefined;
  /** Of the flows of one direction. */
  readonly maxFlowsHitPercent?: number | undefined;
  /** TCP connections that were reset or timed out, of both directions. */
  readonly maxConnectionsLost?: number | undefined;
}
