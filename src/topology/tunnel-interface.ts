/** How the names of all tunnel interfaces begin, on every node. */
export const tunnelInterfacePrefix = 'ipsec';

/** The name of a node's tunnel interface; those of the tunnels between sites come before the one for VPN clients. */
export const tunnelInterface = (index: number): string => `${tunnelInterfacePrefix}${index}`;
