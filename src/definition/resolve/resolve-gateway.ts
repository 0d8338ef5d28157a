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
  const bgpPeeringAddresses = bgpSettings?.bgpPeeringAddresses ?? [];
  return {
    name,
    virtualNetwork,
    sku,
    activeActive,
    enableBgp: written.enableBgp ?? skuNamed(sku)?.bgp ?? true,
    bgpSettings: {
      asn: bgpSettings?.asn ?? azureBgp.defaultAsn.value,
      bgpPeeringAddresses:
        bgpPeeringAddresses.length > 0
          ? bgpPeeringAddresses
          : defaultBgpPeeringAddresses(gatewaySubnet?.addressPrefix ?? '', activeActive),
      customBgpIpAddresses: bgpSettings?.customBgpIpAddresses ?? [],
    },
    publicIPAddresses: written.publicIPAddresses.map(
      (address): PublicIPAddress =>
        typeof address === 'string'
          ? { name: address, ipAddress: nextPublicAddress() }
          : { name: address.name, ipAddress: address.ipAddress ?? nextPublicAddress() },
    ),
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
): LocalNetworkGateway {
  const { name, gatewayIpAddress, bgpSettings } = written;
  return {
    name,
    gatewayIpAddress,
    localNetworkAddressSpace: written.localNetworkAddressSpace ?? { addressPrefixes: [] },
    ...(bgpSettings && { bgpSettings }),
  };
}
