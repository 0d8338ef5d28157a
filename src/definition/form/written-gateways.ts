import * as z from 'zod';
import { azureBgp } from '../azure/bgp.ts';
import { azureGateways } from '../azure/gateways.ts';
import { zones } from '../azure/instances.ts';
import { defaultSku, skus } from '../azure/skus.ts';
import { labLimits } from '../lab-limits.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { address, azureName, domainName, prefix } from './value-checks.ts';

/** A VPN gateway, and what stands for a device in Azure. */
export function gatewayForms(leaf: Leaf) {
  const { text, optionalText, reference, truth, asn, list, listOfAzure, someOf } = formKit(leaf);
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
  return { virtualNetworkGateway, localNetworkGateway };
}
