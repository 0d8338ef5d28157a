/**
 * What was asked for, in Azure's own words, with every default filled in.
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
}

export interface VirtualNetwork {
  readonly name: string;
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly virtualMachines: readonly VirtualMachine[];
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
  /** One an instance when active-active, one in all when active-standby; in the order of the instances. */
  readonly publicIPAddresses: readonly PublicIPAddress[];
}

export interface GatewayBgpSettings {
  /** Default 65515, as in Azure. */
  readonly asn: number;
  /** Active-active: the two first assignable addresses of the gateway subnet; active-standby: the last one. */
  readonly bgpPeeringAddresses: readonly string[];
}

export interface PublicIPAddress {
  readonly name: string;
  /** Azure assigns it; a lab takes the next free one of 203.0.113.0/24 (RFC 5737) unless it is given. */
  readonly ipAddress: string;
}

export interface LocalNetworkGateway {
  readonly name: string;
  readonly gatewayIpAddress: string;
  readonly localNetworkAddressSpace: { readonly addressPrefixes: readonly string[] };
  readonly bgpSettings?: { readonly asn: number; readonly bgpPeeringAddress: string };
}

export type ConnectionMode = 'Default' | 'ResponderOnly' | 'InitiatorOnly';

export interface Connection {
  readonly name: string;
  /** Name of the gateway whose connection this is. */
  readonly virtualNetworkGateway1: string;
  readonly localNetworkGateway2: string;
  readonly enableBgp: boolean;
  readonly sharedKey: string;
  /** Seconds, 9 to 3600. Absent: the profile decides (Azure's default is 45). */
  readonly dpdTimeoutSeconds?: number;
  readonly connectionMode: ConnectionMode;
}

/** The on-premises side, which Azure only knows as local network gateways. */
export interface Site {
  readonly name: string;
  readonly addressPrefixes: readonly string[];
  readonly devices: readonly Device[];
  readonly hosts: readonly Host[];
}

export interface Device {
  readonly name: string;
  /** Name of the local network gateway that stands for this device in Azure: its addresses and its ASN. */
  readonly localNetworkGateway: string;
}

export interface Host {
  readonly name: string;
  /** Default: `.10`, `.11`, ... of the site's first prefix. */
  readonly ipAddress: string;
}
