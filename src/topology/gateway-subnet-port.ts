/**
 * The port of an instance in the gateway subnet. It has the same address as the tunnel interfaces, and FRR takes the first
 * interface with the address of a session, by name, for the one that the neighbour is behind: this one has to come first.
 */
export const gatewaySubnetPort = 'azure0';
