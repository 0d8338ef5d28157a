/** Prefix of the names of all tunnel interfaces, on every node. */
export const tunnelInterfacePrefix = 'ipsec';

/**
 * The port of an instance in the gateway subnet. It has the same address as the tunnel interfaces, and FRR takes the first
 * interface with the address of a session, by name, for the one that the neighbour is behind: this one has to come first.
 */
export const gatewaySubnetPort = 'azure0';

/** The name of a node's tunnel interface. Tunnels between sites come before the one for VPN clients. */
export const tunnelInterface = (index: number): string => `${tunnelInterfacePrefix}${index}`;
