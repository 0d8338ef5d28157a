import * as z from 'zod';
import { azureBgp, highestAsn } from '../azure/bgp.ts';
import type { NumberFact } from '../azure/fact.ts';
import { azureGateways } from '../azure/gateways.ts';
import { zones } from '../azure/instances.ts';
import { azureIpsec } from '../azure/ipsec.ts';
import { ipsecAlgorithms } from '../azure/ipsec-algorithms.ts';
import { defaultSku, skus } from '../azure/skus.ts';
import { mostLines } from '../device-lines.ts';
import type { KnownFault } from '../known-fault.ts';
import { type LabLimit, labLimits } from '../lab-limits.ts';
import { type Leaf, limitedByAzure } from './leaf.ts';
import {
  address,
  azureName,
  domainName,
  line,
  type Notation,
  prefix,
  reports,
  sharedKey,
  shortName,
} from './value-checks.ts';
import { deviceIpsecForm } from './written-device-ipsec.ts';
import { deviceRoutingForm } from './written-device-routing.ts';
import { faultForms } from './written-faults.ts';
import { ownLinesForm } from './written-own-lines.ts';
import { peeringForm } from './written-peering.ts';
import { sitePrefixesForm } from './written-prefixes.ts';

/** A lab file, or an ARM template mapped onto it, as written. Everything with a default may be missing. */
export type WrittenDefinition = z.output<WrittenForm>;

export type WrittenForm = ReturnType<typeof writtenForm>;

function writtenForm(leaf: Leaf, faults: readonly KnownFault[]) {
  const { saLifetime, saDataSize, dpdTimeout } = azureIpsec;
  const text = (notation: Notation) =>
    leaf(z.string().superRefine(reports(notation)).meta({ pattern: notation.pattern }), '');
  const optionalText = (notation: Notation) =>
    leaf(z.string().superRefine(reports(notation)).meta({ pattern: notation.pattern }).optional(), undefined);
  const reference = (description: string) => leaf(z.string().min(1), '').describe(description);
  const optionalReference = (description: string) =>
    leaf(z.string().min(1).optional(), undefined).describe(description);
  const truth = (description: string) => leaf(z.boolean().optional(), undefined).describe(description);
  const number = (bounds: { minimum: number; maximum?: number }) => z.int().meta(bounds);
  const asn = number({ minimum: 1, maximum: highestAsn });
  const list = <Item extends z.ZodType>(item: Item, { most }: LabLimit) => leaf(z.array(item).max(most), []);
  const optionalList = <Item extends z.ZodType>(item: Item, { most }: LabLimit) =>
    leaf(z.array(item).max(most).optional(), undefined);
  const listOfAzure = <Item extends z.ZodType>(item: Item, { value }: NumberFact) =>
    z.array(item).max(value, { error: limitedByAzure });
  const someOf = <Item extends z.ZodType>(item: Item, { most }: LabLimit) =>
    leaf(z.array(item).min(1).max(most), []);

  const subnet = z.strictObject({
    name: text(azureName).describe(
      'Name of the subnet. The one for the gateway must be called GatewaySubnet.',
    ),
    addressPrefix: text(prefix).describe('Its prefix, inside the virtual network: 10.11.0.0/24.'),
  });
  const virtualMachine = z.strictObject({
    name: text(shortName).describe('Name of the virtual machine: lower-case letters, digits, hyphens.'),
    subnet: reference('Name of the subnet that it is in.'),
    privateIPAddress: optionalText(address).describe(
      'Its address. Default: the first free one of the subnet; Azure reserves .0 to .3 and the last one.',
    ),
  });
  const virtualNetwork = z.strictObject({
    name: text(azureName).describe('Name of the virtual network.'),
    addressPrefixes: someOf(text(prefix), labLimits.prefixes).describe(
      'Its address space: one or more prefixes.',
    ),
    subnets: someOf(subnet, labLimits.subnets).describe('Its subnets, among them the GatewaySubnet.'),
    virtualMachines: optionalList(virtualMachine, labLimits.hosts).describe(
      'Virtual machines that send and receive traffic.',
    ),
    virtualNetworkPeerings: optionalList(peeringForm(leaf), labLimits.networks).describe(
      'Its peerings: with allowGatewayTransit at one network and useRemoteGateways at the other one, the second is a spoke that uses the gateway of the first.',
    ),
  });

  // The object comes first: a salvaged value would otherwise always be an empty name.
  const publicIPAddress = z.union([
    z.strictObject({
      name: text(azureName).describe('Name of the public IP address.'),
      ipAddress: optionalText(address).describe('The address. Default: the next free one of 203.0.113.0/24.'),
      zones: leaf(z.array(z.enum(zones)).max(zones.length).optional(), undefined).describe(
        "Its availability zones: one, as ['1'], puts both instances into that zone; several put them into different ones. Default: zone-redundant with a SKU that has zones.",
      ),
    }),
    text(azureName).describe('Name of the public IP address; the lab chooses the address.'),
  ]);
  // The object comes first, as above.
  const bgpPeeringAddresses = z.union([
    z.strictObject({
      ipconfigurationId: reference(
        'The IP configuration of the instance: a name, or a resource id that ends with it.',
      ),
      defaultBgpIpAddresses: leaf(z.array(text(address)).max(1).optional(), undefined).describe(
        'Its BGP peer IP address of the GatewaySubnet. Default: the one that Azure assigns.',
      ),
      customBgpIpAddresses: leaf(
        z.array(text(address)).max(labLimits.customAddresses.most).optional(),
        undefined,
      ).describe(
        'Its custom (APIPA) BGP addresses; a connection chooses one by gatewayCustomBgpIpAddresses. The first one is the next hop of what the instance announces to devices with an APIPA address.',
      ),
      tunnelIpAddresses: leaf(z.array(text(address)).max(1).optional(), undefined).describe(
        'Its public IP address, if publicIPAddresses gives only a name.',
      ),
    }),
    text(address).describe('BGP peer IP address of the instance.'),
  ]);
  const gatewayBgpSettings = z.strictObject({
    asn: leaf(asn.optional(), undefined).describe(
      `Autonomous system number of the gateway. Default: ${azureBgp.defaultAsn.value}.`,
    ),
    bgpPeeringAddresses: leaf(
      listOfAzure(bgpPeeringAddresses, azureGateways.instances).optional(),
      undefined,
    ).describe(
      'BGP peer IP address of each instance, as text or as an object in the shape of ARM. Default, as Azure does: .4 and .5 of the GatewaySubnet when active-active, its last usable address when active-standby.',
    ),
    customBgpIpAddresses: leaf(
      listOfAzure(text(address), azureGateways.instances).optional(),
      undefined,
    ).describe(
      'Custom (APIPA) BGP addresses, one an instance: 169.254.21.x and 169.254.22.x. Used towards devices that have an APIPA address as well. For several an instance, write bgpPeeringAddresses as objects.',
    ),
  });
  const vpnClientConfiguration = z.strictObject({
    vpnClientAddressPool: leaf(
      z.strictObject({
        addressPrefixes: someOf(text(prefix), labLimits.pools).describe(
          'Prefixes from which clients get their addresses.',
        ),
      }),
      { addressPrefixes: [] },
    ).describe('The address pool of the clients.'),
    vpnAuthenticationType: leaf(z.enum(['Certificate', 'Radius']).optional(), undefined).describe(
      'How clients authenticate: Certificate (default), or Radius for user name and password.',
    ),
  });
  const virtualNetworkGateway = z.strictObject({
    name: text(azureName).describe('Name of the VPN gateway.'),
    virtualNetwork: reference('Name of the virtual network whose GatewaySubnet holds the two instances.'),
    sku: leaf(
      z
        .string()
        .meta({ examples: skus.filter(({ zoneRedundant }) => zoneRedundant).map(({ name }) => name) })
        .optional(),
      undefined,
    ).describe(`SKU of the gateway. Default: ${defaultSku}.`),
    activeActive: truth(
      'true: both instances have tunnels and sessions. false (default): the second instance is a standby.',
    ),
    enableBgp: truth('Whether the gateway speaks BGP. Default: true if the SKU supports it.'),
    bgpSettings: leaf(gatewayBgpSettings.optional(), undefined).describe('BGP settings of the gateway.'),
    publicIPAddresses: leaf(
      listOfAzure(publicIPAddress, azureGateways.activeActiveClientPublicAddresses).min(1),
      [],
    ).describe(
      'Public IP addresses, in the order of the instances: two when active-active, one when active-standby; a third one for the clients of an active-active gateway.',
    ),
    vpnClientConfiguration: leaf(vpnClientConfiguration.optional(), undefined).describe(
      'Point-to-site with IKEv2: the gateway accepts VPN clients.',
    ),
  });

  const localNetworkGateway = z.strictObject({
    name: text(azureName).describe(
      'Name of the local network gateway: it stands for one on-premises VPN device.',
    ),
    gatewayIpAddress: optionalText(address).describe(
      'Public IP address of the device. Required without fqdn; with it, the address that the name has. Default: the next free one of 192.0.2.0/24.',
    ),
    fqdn: optionalText(domainName).describe(
      'Name of the device, in place of an address: gateways look it up whenever they start IKE.',
    ),
    localNetworkAddressSpace: leaf(
      z
        .strictObject({
          addressPrefixes: list(text(prefix), labLimits.prefixes).describe(
            'Prefixes behind the device, to which Azure has static routes.',
          ),
        })
        .optional(),
      undefined,
    ).describe(
      'Required without BGP. With BGP it may be left out, because the device announces its prefixes.',
    ),
    bgpSettings: leaf(
      z
        .strictObject({
          asn: leaf(asn, 0).describe('Autonomous system number of the device.'),
          bgpPeeringAddress: text(address).describe(
            'BGP peer IP address of the device, often on a loopback interface.',
          ),
        })
        .optional(),
      undefined,
    ).describe('BGP settings of the device. Without them the connection has no BGP.'),
  });

  // A wrong word is replaced by the first one, and nothing that depends on it is reported.
  const oneOf = <const Word extends string>(words: readonly [Word, ...Word[]], description: string) =>
    leaf(z.enum(words), words[0]).describe(description);
  const ipsecPolicy = z.strictObject({
    ikeEncryption: oneOf(ipsecAlgorithms.ikeEncryption, 'Encryption of IKE (phase 1).'),
    ikeIntegrity: oneOf(ipsecAlgorithms.ikeIntegrity, 'Integrity of IKE (phase 1).'),
    dhGroup: oneOf(ipsecAlgorithms.dhGroup, "Group of IKE's key exchange (phase 1)."),
    ipsecEncryption: oneOf(ipsecAlgorithms.ipsecEncryption, 'Encryption of IPsec (phase 2).'),
    ipsecIntegrity: oneOf(
      ipsecAlgorithms.ipsecIntegrity,
      'Integrity of IPsec (phase 2); with GCM the same as its encryption.',
    ),
    pfsGroup: oneOf(
      ipsecAlgorithms.pfsGroup,
      'Group of the key exchanges of IPsec (perfect forward secrecy).',
    ),
    saLifeTimeSeconds: leaf(number({ minimum: saLifetime.least, maximum: saLifetime.most }), 0).describe(
      `Lifetime of an IPsec SA in seconds, ${saLifetime.least} to ${saLifetime.most}.`,
    ),
    saDataSizeKilobytes: leaf(number({ minimum: saDataSize.least, maximum: saDataSize.most }), 0).describe(
      `Lifetime of an IPsec SA in kilobytes, ${saDataSize.least} to ${saDataSize.most}.`,
    ),
  });
  const chosenCustomAddress = z.strictObject({
    ipConfigurationId: reference(
      'The IP configuration of the instance, as in bgpPeeringAddresses of the gateway.',
    ),
    customBgpIpAddress: text(address).describe('One of the custom BGP addresses of that instance.'),
  });
  const connection = z.strictObject({
    name: text(azureName).describe('Name of the connection.'),
    virtualNetworkGateway1: reference('Name of the VPN gateway whose connection this is.'),
    localNetworkGateway2: optionalReference('Name of the local network gateway at the other end.'),
    virtualNetworkGateway2: optionalReference(
      'Name of the VPN gateway at the other end, in place of a local network gateway (VNet-to-VNet). It needs a connection back.',
    ),
    sharedKey: text(sharedKey).describe(
      'Pre-shared key, the same on both ends. In a lab it protects nothing: do not use a real one.',
    ),
    enableBgp: truth(
      'Whether routes are exchanged by BGP. Default: false, as in ARM, also if both ends have BGP.',
    ),
    gatewayCustomBgpIpAddresses: leaf(
      listOfAzure(chosenCustomAddress, azureGateways.instances).optional(),
      undefined,
    ).describe(
      'Which custom BGP address of each instance this connection uses. Default: the first one of the instance.',
    ),
    dpdTimeoutSeconds: leaf(number({ minimum: 0, maximum: dpdTimeout.most }).optional(), undefined).describe(
      `Seconds without an answer until the peer counts as dead, ${dpdTimeout.least} to ${dpdTimeout.most}. Default, also written as 0: the profile decides (Azure: ${dpdTimeout.usual}).`,
    ),
    connectionMode: leaf(
      z.enum(['Default', 'ResponderOnly', 'InitiatorOnly']).optional(),
      undefined,
    ).describe('Which side opens the tunnel. Default: either.'),
    ipsecPolicies: leaf(listOfAzure(ipsecPolicy, azureGateways.ipsecPolicies).optional(), undefined).describe(
      'One complete custom IPsec policy, which replaces all default proposals.',
    ),
  });

  const device = z.strictObject({
    name: text(shortName).describe('Name of the VPN device: lower-case letters, digits, hyphens.'),
    localNetworkGateway: leaf(
      z.union([
        z.string().min(1),
        z
          .array(leaf(z.string().min(1), ''))
          .min(1)
          .max(mostLines),
      ]),
      '',
    ).describe(
      'Name of the local network gateway that stands for this device in Azure; a list for a device with several internet lines (wan0, wan1, ...), one local network gateway for each.',
    ),
    behindNat: truth(
      'true: a router on its line has its public address, and passes UDP 500 and 4500 on to the device, which has a private address. Default: false.',
    ),
    peers: optionalList(text(azureName), labLimits.peers).describe(
      "Names of the gateways' public IP addresses to which the device has a tunnel configured. Default: all.",
    ),
    ...deviceRoutingForm(leaf),
    firewall: leaf(z.enum(['stateful']).optional(), undefined).describe(
      'stateful: it forwards TCP and answers to pings only if it saw how they began, as firewalls do that do not share their state. Default: it forwards everything.',
    ),
    ipsec: leaf(deviceIpsecForm(leaf).optional(), undefined).describe(
      'IKE and IPsec as the device has them, where that is not what the connection asks for.',
    ),
    ...ownLinesForm(leaf),
  });
  const host = z.union([
    z.strictObject({
      name: text(shortName).describe('Name of the host: lower-case letters, digits, hyphens.'),
      ipAddress: optionalText(address).describe(
        "Its address. Default: .10, .11, ... of the site's first prefix.",
      ),
    }),
    text(shortName).describe('Name of the host; the lab chooses the address.'),
  ]);
  const site = z.strictObject({
    name: text(azureName).describe('Name of the site.'),
    addressPrefixes: sitePrefixesForm(leaf).describe(
      'Its prefixes, which every device announces; the first is its LAN. The others may contain virtual networks, or be the default route. The last may stand for many: { from: 10.64.0.0/24, count: 4000 }. Default: the address spaces of its local network gateways.',
    ),
    devices: someOf(device, labLimits.devices).describe('Its VPN devices.'),
    hosts: optionalList(host, labLimits.hosts).describe('Hosts that send and receive traffic.'),
  });

  const vpnClient = z.strictObject({
    name: text(shortName).describe('Name of the client: lower-case letters, digits, hyphens.'),
    virtualNetworkGateway: reference('Name of the VPN gateway that it connects to.'),
    ipAddress: optionalText(address).describe(
      'Its public IP address. Default: the next free one of 198.51.100.0/24.',
    ),
  });
  const trafficPair = z.strictObject({
    from: reference('Name of a virtual machine, of a host of a site, or of a VPN client.'),
    to: reference('Name of the other end: any of these, also of the same kind (branch to branch).'),
  });
  const { expectation, event } = faultForms(leaf, faults);

  return z.strictObject({
    name: text(shortName).describe('Name of the lab: lower-case letters, digits, hyphens.'),
    summary: optionalText(line).describe('One line that says what the lab shows.'),
    virtualNetworks: someOf(virtualNetwork, labLimits.networks).describe(
      'The virtual networks (Microsoft.Network/virtualNetworks).',
    ),
    virtualNetworkGateways: someOf(virtualNetworkGateway, labLimits.networks).describe(
      'The VPN gateways (Microsoft.Network/virtualNetworkGateways).',
    ),
    localNetworkGateways: optionalList(localNetworkGateway, labLimits.connections).describe(
      'The local network gateways (Microsoft.Network/localNetworkGateways).',
    ),
    connections: someOf(connection, labLimits.connections).describe(
      'The connections between them (Microsoft.Network/connections).',
    ),
    sites: optionalList(site, labLimits.sites).describe(
      'The on-premises side, which Azure knows only as local network gateways.',
    ),
    vpnClients: optionalList(vpnClient, labLimits.hosts).describe('Clients of a point-to-site gateway.'),
    traffic: optionalList(trafficPair, labLimits.trafficPairs).describe(
      'Between which ends traffic is measured, in both directions. Default: the first virtual machine and the first host of a site.',
    ),
    expect: optionalList(expectation, labLimits.cases).describe(
      'The faults to inject into this lab, and the limits for recovery: the cases of `switchover labs`.',
    ),
    scenario: leaf(z.array(event).min(1).max(labLimits.cases.most).optional(), undefined).describe(
      'Faults with their times, in order: the steps of the fault `scenario`.',
    ),
  });
}

/** Reports all faults in the form of a file, but does not check its parts against each other. */
export const writtenDefinition = (faults: readonly KnownFault[]) => writtenForm((schema) => schema, faults);

/** Accepts any object without unknown properties. Wrong values become empty, and every rule skips empty values. */
export const salvagedDefinition = (faults: readonly KnownFault[]) =>
  writtenForm((schema, fallback) => schema.catch(fallback), faults);
