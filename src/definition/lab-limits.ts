/**
 * The limits of a lab. A larger lab could not be brought up on one machine, and the rules would take too long.
 */

/** Items in a list without another limit. */
export const mostOfAKind = 128;
/** Machines, devices, hosts or subnets in one list. */
export const mostNodes = 64;
/** Virtual networks, gateways or sites. */
export const mostPlaces = 16;
/** Prefixes of one address space. */
export const mostPrefixes = 32;

/** How many times a device may prepend its ASN. Paths are compared by length, so a few repetitions are enough. */
export const mostPrepends = 8;
