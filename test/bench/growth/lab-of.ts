import { stringify } from 'yaml';

/** As many as the LAN of a site has room for beside its hosts, in a design that people have. */
const devicesPerSite = 8;

/**
 * A lab file in the shape of labs/dual-redundancy: an active-active gateway, and a tunnel from each of its two instances to
 * each device. The devices are divided among sites.
 *
 * @param tunnels an even number, 2 to 100, the most that Azure allows (VpnGw5)
 */
export function labOf(tunnels: number): string {
  const devices = Array.from({ length: tunnels / 2 }, (_, index) => {
    const site = Math.floor(index / devicesPerSite);
    return { name: `device${index}`, gateway: `Line${index}`, index, site };
  });
  const sites = [...new Set(devices.map(({ site }) => site))];
  return stringify({
    name: `tunnels-${tunnels}`,
    summary: `Active-active gateway, ${tunnels} tunnels to ${devices.length} devices in ${sites.length} sites`,
    virtualNetworks: [
      {
        name: 'VNet',
        addressPrefixes: ['10.12.0.0/16'],
        subnets: [
          { name: 'FrontEnd', addressPrefix: '10.12.0.0/24' },
          { name: 'GatewaySubnet', addressPrefix: '10.12.255.0/27' },
        ],
        virtualMachines: [{ name: 'vm', subnet: 'FrontEnd' }],
      },
    ],
    virtualNetworkGateways: [
      {
        name: 'Gateway',
        virtualNetwork: 'VNet',
        sku: 'VpnGw5AZ',
        activeActive: true,
        publicIPAddresses: ['Address1', 'Address2'],
        bgpSettings: { asn: 65010 },
      },
    ],
    localNetworkGateways: devices.map(({ gateway, index, site }) => ({
      name: gateway,
      gatewayIpAddress: `131.107.72.${index + 1}`,
      bgpSettings: {
        asn: 65100 + site,
        bgpPeeringAddress: `10.${100 + site}.255.${254 - (index % devicesPerSite)}`,
      },
    })),
    connections: devices.map(({ gateway, index }) => ({
      name: `Connection${index}`,
      virtualNetworkGateway1: 'Gateway',
      localNetworkGateway2: gateway,
      sharedKey: 'AzureA1b2C3',
      enableBgp: true,
    })),
    sites: sites.map((site) => ({
      name: `Site${site}`,
      addressPrefixes: [`10.${100 + site}.0.0/16`],
      devices: devices
        .filter((device) => device.site === site)
        .map(({ name, gateway }) => ({ name, localNetworkGateway: gateway })),
      hosts: [`host${site}`],
    })),
  });
}
