import { isAddress, prefixContains, withoutHostBits } from '../base/addresses.ts';
import type { Connection, VirtualNetworkGateway } from './definition.ts';

/**
 * The number of the instance that an IP configuration belongs to; undefined: the gateway has none of that name. A lab file
 * names them in bgpPeeringAddresses. Where it does not, they are called as the portal or the CLI calls them, or like
 * their public IP addresses.
 *
 * @param id a name, or a resource id that ends with it
 */
export function instanceOfIpConfiguration(gateway: VirtualNetworkGateway, id: string): number | undefined {
  const name = ipConfigurationName(id).toLowerCase();
  const given = gateway.bgpSettings.ipConfigurationNames;
  const lists = given ? [given] : [...usualNames, gateway.publicIPAddresses.map((address) => address.name)];
  const instances = gateway.activeActive ? 2 : 1;
  const found = lists
    .map((names) => names.slice(0, instances).findIndex((one) => one.toLowerCase() === name))
    .find((index) => index >= 0);
  return found;
}

/** The portal's names, and those of the CLI. */
const usualNames = [
  ['default', 'activeActive'],
  ['vnetGatewayConfig0', 'vnetGatewayConfig1'],
] as const;

/** The name at the end of a resource id; a name stays as it is. */
export const ipConfigurationName = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** The custom BGP address of an instance that a connection uses; undefined: the instance has none. */
export function customBgpAddressOf(
  gateway: VirtualNetworkGateway,
  instance: number,
  { gatewayCustomBgpIpAddresses = [] }: Pick<Connection, 'gatewayCustomBgpIpAddresses'>,
): string | undefined {
  const chosen = gatewayCustomBgpIpAddresses.find(
    ({ ipConfigurationId }) => instanceOfIpConfiguration(gateway, ipConfigurationId) === instance,
  );
  return chosen?.customBgpIpAddress ?? gateway.bgpSettings.customBgpIpAddresses[instance]?.[0];
}

/**
 * The custom BGP address of an instance that a device has as its peer. With APIPA addresses each tunnel has a /30 of its
 * own: the device calls the other address of its /30 (AWS, "inside IPv4 CIDR"), if the instance has it. Otherwise it calls
 * the one that the connection uses.
 *
 * @param used by the connection
 * @param device APIPA address of the device
 */
export function calledByDevice(
  addresses: readonly string[],
  used: string | undefined,
  device: string,
): string | undefined {
  const own = isAddress(device) ? withoutHostBits(`${device}/30`) : undefined;
  const inside = addresses.filter((address) => own && isAddress(address) && prefixContains(own, address));
  return used === undefined || inside.length === 0 || inside.includes(used) ? used : inside[0];
}
