/**
 * What a lab takes at most. A lab with more of anything could not be brought up on one machine, and the rules would
 * take too long.
 */

/** Items in a list of things for which nothing else is said. */
export const mostOfAKind = 128;
/** Machines, devices, hosts or subnets in one list. */
export const mostNodes = 64;
/** Virtual networks, gateways or sites. */
export const mostPlaces = 16;
/** Prefixes of one address space. */
export const mostPrefixes = 32;

/** How often a device may prepend its ASN. Paths are compared by their length: a few repetitions decide everything. */
export const mostPrepends = 8;
