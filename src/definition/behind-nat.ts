/** Where lines behind NAT have their addresses in a lab, a /24 for each: shared address space (RFC 6598). */
export const behindNatSpace = '100.65.0.0/16';
