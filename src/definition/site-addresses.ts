/**
 * Places of a site's addresses in its first prefix, which is its LAN: the lab puts the site's router at `.1` and its
 * devices from `.2` on.
 */
export function siteAddresses(devices: number): { readonly router: number; readonly firstFree: number } {
  return { router: 1, firstFree: 2 + devices };
}
