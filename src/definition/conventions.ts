/** The subnet for a gateway has exactly this name (VPN Gateway settings). */
export const gatewaySubnetName = 'GatewaySubnet';

/** Azure keeps the first four addresses of every subnet, and the last one. */
export const firstAssignable = 4;

/**
 * Who has which address of a site's first prefix, which is its LAN: the lab puts the site's router at `.1` and
 * the devices from `.2` on.
 */
export function siteAddresses(devices: number): { readonly router: number; readonly firstFree: number } {
  return { router: 1, firstFree: 2 + devices };
}
