/** Prefix of the names of all tunnel interfaces, on every node. */
export const tunnelInterfacePrefix = 'ipsec';

/** The name of a node's tunnel interface. Tunnels between sites come before the one for VPN clients. */
export const tunnelInterface = (index: number): string => `${tunnelInterfacePrefix}${index}`;
