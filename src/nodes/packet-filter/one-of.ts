/** Addresses as a match of nftables: one as it is, several as a set. */
export const oneOf = (addresses: readonly string[]): string =>
  addresses.length === 1 ? addresses.join('') : `{ ${addresses.join(', ')} }`;
