import { addressAt, isPrefix, lastUsableAddress, prefixSize } from '../../base/addresses.ts';
import { firstAssignable, gatewaySubnetName } from '../azure/addresses.ts';
import { azureBgp } from '../azure/bgp.ts';
import { defaultSku, skuNamed } from '../azure/skus.ts';
import type {
  LocalNetworkGateway,
  PublicIPAddress,
  VirtualNetwork,
  VirtualNetworkGateway,
} from '../definition.ts';
import { resolveBgpAddresses, tunnelIpAddress } from './resolve-bgp-addresses.ts';
import type { WrittenItem } from './written-item.ts';

export function resolveGateway(
  written: WrittenItem<'virtualNetworkGateways'>,
  virtualNetworks: readonly VirtualNetwork[],
  nextPublicAddress: () => string,
): VirtualNetworkGateway {
  const { name, virtualNetwork, activeActive = false, bgpSettings } = written;
  const sku = written.sku ?? defaultSku;
  const gatewaySubnet = virtualNetworks
    .find((network) => network.name === virtualNetwork)
    ?.subnets.find((subnet) => subnet.name === gatewaySubnetName);
  const usualAddresses = defaultBgpPeeringAddresses(gatewaySubnet?.addressPrefix ?? '', activeActive);
  return {
    name,
    virtualNetwork,
    sku,
    activeActive,
    enableBgp: written.enableBgp ?? skuNamed(sku)?.bgp ?? true,
    bgpSettings: {
      asn: bgpSettings?.asn ?? azureBgp.defaultAsn.value,
      ...resolveBgpAddresses(bgpSettings, usualAddresses),
    },
    publicIPAddresses: written.publicIPAddresses.map((address, instance): PublicIPAddress => {
      const { name, ipAddress, zones } = typeof address === 'string' ? { name: address } : address;
      return {
        name,
        ipAddress: ipAddress ?? tunnelIpAddress(bgpSettings, instance) ?? nextPublicAddress(),
        ...(zones && { zones }),
      };
    }),
    ...(written.vpnClientConfiguration && {
      vpnClientConfiguration: {
        vpnClientAddressPool: written.vpnClientConfiguration.vpnClientAddressPool,
        vpnAuthenticationType: written.vpnClientConfiguration.vpnAuthenticationType ?? 'Certificate',
      },
    }),
  };
}

function defaultBgpPeeringAddresses(gatewaySubnet: string, activeActive: boolean): string[] {
  // Too small for two instances; a rule reports it.
  if (!isPrefix(gatewaySubnet) || prefixSize(gatewaySubnet) < 8) return [];
  return activeActive
    ? [addressAt(gatewaySubnet, firstAssignable), addressAt(gatewaySubnet, firstAssignable + 1)]
    : [lastUsableAddress(gatewaySubnet)];
}

export function resolveLocalNetworkGateway(
  written: WrittenItem<'localNetworkGateways'>,
  nextAddress: () => string,
): LocalNetworkGateway {
  const { name, gatewayIpAddress, fqdn, bgpSettings } = written;
  return {
    name,
    gatewayIpAddress: gatewayIpAddress ?? (fqdn === undefined ? '' : nextAddress()),
    ...(fqdn !== undefined && { fqdn }),
    localNetworkAddressSpace: written.localNetworkAddressSpace ?? { addressPrefixes: [] },
    ...(bgpSettings && { bgpSettings }),
  };
}
