import { type DevicePair, machinesOf } from './device-pair.ts';

/**
 * Places of a site's addresses in its first prefix, which is its LAN: the lab puts the site's router at `.1` and its
 * devices from `.2` on, both machines of a pair one after the other.
 */
export function siteAddresses(devices: readonly { readonly pair?: DevicePair }[]): {
  readonly router: number;
  readonly firstDevice: number;
  readonly firstFree: number;
} {
  const firstDevice = 2;
  const machines = devices.reduce((sum, device) => sum + machinesOf(device), 0);
  return { router: 1, firstDevice, firstFree: firstDevice + machines };
}
