import type { VirtualNetworkGateway } from '../definition/definition.ts';
import type { AzureLab } from './azure-lab.ts';
import type { AzureObject } from './azure-value.ts';
import { commonProperties, etagOf, resourceId } from './resources.ts';

/**
 * `az network vnet-gateway show`. What a lab does not have, such as NAT rules or an SKU's generation, has the value that
 * Azure gives a gateway that was created without it.
 */
export function gatewayObject({ definition }: AzureLab, gateway: VirtualNetworkGateway): AzureObject {
  const { name, activeActive, enableBgp, sku, publicIPAddresses, bgpSettings } = gateway;
  const lab = definition.name;
  const configurations = publicIPAddresses.map(({ name: address }, index) => {
    const own = bgpSettings.ipConfigurationNames?.[index] ?? `vnetGatewayConfig${index}`;
    const id = resourceId(lab, `virtualNetworkGateways/${name}/ipConfigurations/${own}`);
    return {
      name: own,
      id,
      etag: etagOf(resourceId(lab, `virtualNetworkGateways/${name}`)),
      type: 'Microsoft.Network/virtualNetworkGateways/ipConfigurations',
      resourceGroup: lab,
      provisioningState: 'Succeeded',
      privateIPAllocationMethod: 'Dynamic',
      publicIPAddress: { id: resourceId(lab, `publicIPAddresses/${address}`), resourceGroup: lab },
      subnet: {
        id: resourceId(lab, `virtualNetworks/${gateway.virtualNetwork}/subnets/GatewaySubnet`),
        resourceGroup: lab,
      },
    };
  });
  const speakers = publicIPAddresses.slice(0, activeActive ? 2 : 1);
  return {
    ...commonProperties(lab, 'virtualNetworkGateways', name),
    activeActive,
    allowRemoteVnetTraffic: false,
    allowVirtualWanTraffic: false,
    bgpSettings: {
      asn: bgpSettings.asn,
      bgpPeeringAddress: bgpSettings.bgpPeeringAddresses.join(','),
      bgpPeeringAddresses: speakers.map(({ ipAddress }, index) => ({
        ipconfigurationId: configurations[index]?.id ?? null,
        defaultBgpIpAddresses: bgpSettings.bgpPeeringAddresses.slice(index, index + 1),
        customBgpIpAddresses: bgpSettings.customBgpIpAddresses[index] ?? [],
        tunnelIpAddresses: [ipAddress],
      })),
      peerWeight: 0,
    },
    disableIPSecReplayProtection: false,
    enableBgp,
    enableBgpRouteTranslationForNat: false,
    enablePrivateIpAddress: false,
    gatewayType: 'Vpn',
    ipConfigurations: configurations,
    natRules: [],
    packetCaptureDiagnosticState: 'None',
    sku: { capacity: 2, name: sku, tier: sku },
    vpnGatewayGeneration: generationOf(sku),
    vpnType: 'RouteBased',
    ...(gateway.vpnClientConfiguration && {
      vpnClientConfiguration: {
        vpnClientAddressPool: gateway.vpnClientConfiguration.vpnClientAddressPool,
        vpnAuthenticationTypes: [gateway.vpnClientConfiguration.vpnAuthenticationType],
        vpnClientProtocols: ['IkeV2'],
      },
    }),
  };
}

/** The one that az chooses when none is given: only the largest SKUs are of the second generation alone. */
const generationOf = (sku: string): string => (/^VpnGw[45]/.test(sku) ? 'Generation2' : 'Generation1');
